import { getTranslations } from "next-intl/server";
import { Badge } from "~/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { type ApiOperation, apiOperations, jsonSchemaOf, schemas } from "../openapi";
import { schemaFields } from "../schema-fields";
import { v1Path } from "../v1-routes";

/** Everything that the API offers, made of what its document is made of. */
export function ApiReference() {
  return apiOperations.map((operation) => <Operation key={operation.id} operation={operation} />);
}

async function Operation({ operation }: { operation: ApiOperation }) {
  const t = await getTranslations("keys.reference");
  return (
    <section aria-labelledby={operation.id} className="flex min-w-0 flex-col gap-3">
      <h2 id={operation.id} className="font-semibold text-lg tracking-[-0.01em]">
        {t(`operations.${operation.id}`)}
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <code className="break-all font-mono text-sm">
          {operation.method.toUpperCase()} {v1Path}
          {operation.path}
        </code>
        <Badge tone="outline">{t("scope", { scopes: operation.scopes.join(", ") })}</Badge>
      </p>
      {operation.request === undefined ? null : <Fields title={t("request")} schema={operation.request} />}
      <Fields title={t("answer")} schema={operation.answer} />
    </section>
  );
}

/** On a phone the meaning stands below the name. */
async function Fields({ title, schema }: { title: string; schema: ApiOperation["answer"] }) {
  const t = await getTranslations("keys.reference");
  const fields = schemaFields(jsonSchemaOf(schemas[schema]));
  return (
    <div className="min-w-0 rounded-lg border bg-card">
      <Table aria-label={title} className="table-fixed">
        <TableHeader>
          <TableRow>
            <TableHead className="w-[46%]">{title}</TableHead>
            <TableHead>{t("meaning")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {fields.map((field) => (
            <TableRow key={field.name}>
              <TableCell className="whitespace-normal align-top">
                <code className="break-words font-mono text-xs [overflow-wrap:anywhere]">{field.name}</code>
                {field.isRequired ? <span className="text-muted-foreground text-xs"> {t("required")}</span> : null}
              </TableCell>
              <TableCell className="whitespace-normal align-top">
                <code
                  lang="en"
                  className="break-words font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]"
                >
                  {field.type}
                </code>
                {field.meaning === "" ? null : (
                  <span lang="en" className="block text-xs">
                    {field.meaning}
                  </span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
