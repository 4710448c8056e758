import type { OrgDb, Sql } from "./db";

/** Plain SQL inside the transaction that Prisma has open: for services that take `Sql` and must share its fate. */
export function plainSql(db: OrgDb): Sql {
  return {
    query: async <R extends object>(text: string, values: unknown[] = []) => {
      const rows = await db.$queryRawUnsafe<R[]>(text, ...values);
      return { rows, rowCount: rows.length };
    },
  };
}
