import { z } from "zod";
import { POST as handleProcedure } from "~/app/api/trpc/[trpc]/route";
import { type Caller, callProcedure, callRoute, type Handler, type Reply } from "./call";
import { routePolicies } from "./declared";
import { procedureEntries, routeEntries } from "./entries";
import type { Policy } from "./policy";
import { type RouteInput, routeSamples } from "./route-samples";
import { procedureSamples, type Sample } from "./samples";

/** Something that can be asked by anybody: a procedure or a route, with an input it accepts. */
export type Asked = {
  name: string;
  kind: string;
  policy: Policy | null;
  sample: Sample | undefined;
  call(from: Caller, input: unknown): Promise<Reply>;
  /** Whether a call with this input ends or renews the caller's session. */
  endsSession(input: unknown): boolean;
  /** Whether it may leave the caller without their place in the organisation, or in another one. */
  movesCaller: boolean;
  /** Whether it may shut the organisation that it is asked in: its members ask it in one of their own, and A goes on. */
  endsOrg: boolean;
};

const movers = ["members.leave", "members.acceptOwnership"];
const enders = ["offboarding.askDeletion", "offboarding.undoDeletion"];

export function askedProcedures(): Asked[] {
  return procedureEntries().map((entry) => ({
    ...entry,
    sample: procedureSamples[entry.name],
    call: (from, input) => callProcedure(handleProcedure, entry, from, input),
    endsSession: () => false,
    movesCaller: movers.includes(entry.name),
    endsOrg: enders.includes(entry.name),
  }));
}

export async function askedRoutes(): Promise<Asked[]> {
  return Promise.all(
    routeEntries().map(async ({ name, file, method }) => {
      const handler = Handlers.parse(await import(/* @vite-ignore */ file))[method];
      if (handler === undefined) throw new Error(`${file} has no ${method}`);
      return {
        name,
        kind: "route",
        policy: routePolicies[name] ?? null,
        sample: routeSamples[name],
        call: (from: Caller, input: unknown) => callRoute(handler, name, from, RouteInputShape.parse(input)),
        endsSession: (input: unknown) => RouteInputShape.parse(input).renews === true,
        movesCaller: false,
        endsOrg: false,
      };
    }),
  );
}

const Handlers = z.record(
  z.string(),
  z
    .custom<Handler>((value) => typeof value === "function")
    .optional()
    .catch(undefined),
);
const RouteInputShape = z.custom<RouteInput>((value) => typeof value === "object");
