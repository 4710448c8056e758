import { v1Route } from "~/features/public-api/server/v1-route";
import { notFound } from "~/lib/app-error";

/** What is not there says so in the shape that clients of the API read. */
const missing = v1Route(null, () => Promise.reject(notFound("route")));

export const GET = missing;
export const POST = missing;
export const PUT = missing;
export const PATCH = missing;
export const DELETE = missing;
