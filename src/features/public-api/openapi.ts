import { z } from "zod";
import type { apiScopes } from "~/server/api-scopes";
import { CompletionRequest } from "./completion.schema";
import { Completion, CompletionChunk, Credits, ModelList, V1Error } from "./v1-answers.schema";
import { v1Path } from "./v1-routes";

export const schemas = { CompletionRequest, Completion, CompletionChunk, ModelList, Credits, Error: V1Error };
export type SchemaName = keyof typeof schemas;

export type ApiOperation = {
  method: "get" | "post";
  path: string;
  /** Names its text on the page of the document. */
  id: "models" | "completions" | "credits";
  summary: string;
  /** The scopes that open it: one of them is enough. */
  scopes: readonly (typeof apiScopes)[number][];
  request?: SchemaName;
  answer: SchemaName;
  streamed?: SchemaName;
  /** What it may be refused with. */
  errors: readonly number[];
};

const anyCall = [401, 403, 429, 500, 503] as const;

/** Everything that the public API offers: the document and the page about it are both made of this. */
export const apiOperations: readonly ApiOperation[] = [
  {
    ...{ method: "post", path: "/chat/completions", id: "completions" },
    summary: "Answers messages, at once or as a stream of server-sent events.",
    scopes: ["agents:run"],
    ...{ request: "CompletionRequest", answer: "Completion", streamed: "CompletionChunk" },
    errors: [400, 402, 404, 409, 413, 502, ...anyCall],
  },
  {
    ...{ method: "get", path: "/models", id: "models" },
    summary: "The models that can be asked: enabled and priced.",
    scopes: ["agents:read", "agents:run"],
    answer: "ModelList",
    errors: anyCall,
  },
  {
    ...{ method: "get", path: "/credits", id: "credits" },
    summary: "The organisation's balance.",
    scopes: ["usage:read"],
    answer: "Credits",
    errors: anyCall,
  },
];

/** The document of the API, OpenAPI 3.1, made of the schemas that check the requests. */
export function openApiDocument(appUrl: string): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Counterpart API",
      version: "1",
      description: "Speaks OpenAI's chat completions: give OpenAI's own client this base URL and a key.",
    },
    servers: [{ url: `${appUrl}${v1Path}` }],
    security: [{ key: [] }],
    paths: Object.fromEntries(
      apiOperations.map((operation) => [operation.path, { [operation.method]: operationOf(operation) }]),
    ),
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key of an organisation, `osk_...`" },
      },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchemaOf(schema)])),
    },
  };
}

function operationOf(operation: ApiOperation): Record<string, unknown> {
  const { request, answer, streamed } = operation;
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: `Scope: ${operation.scopes.join(" or ")}.`,
    ...(request !== undefined && {
      parameters: [
        {
          ...{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 } },
          description:
            "Names the request: sent again under the same name it is never charged twice, but answered with 409.",
        },
      ],
      requestBody: { required: true, content: { "application/json": { schema: reference(request) } } },
    }),
    responses: {
      200: {
        description: "OK",
        headers: rateHeaders,
        content: {
          "application/json": { schema: reference(answer) },
          ...(streamed !== undefined && { "text/event-stream": { schema: reference(streamed) } }),
        },
      },
      ...Object.fromEntries(operation.errors.map((status) => [status, errorAnswer])),
    },
  };
}

const header = (description: string) => ({ description, schema: { type: "string" } });
const rateHeaders = {
  "x-ratelimit-limit-requests": header("Requests that the key may make in a minute."),
  "x-ratelimit-remaining-requests": header("How many of them are left."),
  "x-ratelimit-reset-requests": header("When they are counted anew, for example 12s."),
};
const errorAnswer = {
  description: "Refused or failed",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

function reference(name: SchemaName): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema as the document has it: without the sign of its dialect, which the document sets for all. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
