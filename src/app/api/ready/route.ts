import { database } from "~/server/db";
import { migrationsDirectory, readiness } from "~/server/readiness";

export const dynamic = "force-dynamic";

/** 200 when the installation can serve, 503 with what is missing otherwise. */
export async function GET(): Promise<Response> {
  const state = await readiness(database().pool, migrationsDirectory());
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
