import type { Backend } from "~/server/context";
import type { PortName } from "../port-names";

/** One adapter behind a port, and how to ask whether it answers. */
export type PortAtWork = {
  port: PortName;
  adapter: string;
  /** The twin that needs no account, rather than a vendor. */
  isTwin: boolean;
  /** Turned off by configuration: nothing is asked of it. */
  isOff: boolean;
  /** Throws what is wrong. */
  probe(): Promise<unknown>;
};

/** Which adapter each port uses. Models may have several at once. */
export function portsAtWork({ database, ports }: Pick<Backend, "database" | "ports">): PortAtWork[] {
  const { auth, files, jobs, mail, models, payments } = ports;
  const vendor = { isTwin: false, isOff: false };
  const off = { isTwin: false, isOff: true, probe: async () => undefined };
  const providers = models.list();
  let asked: ReturnType<typeof models.health> | undefined;
  return [
    { ...vendor, port: "database", adapter: "postgresql", probe: () => database.pool.query("SELECT 1") },
    {
      ...vendor,
      port: "auth",
      adapter: auth.provider,
      isTwin: auth.provider === "embedded" || auth.provider === "test",
      probe: () => auth.probe(),
    },
    ...providers.map(({ provider }): PortAtWork => {
      const probe = async () => {
        // All providers are asked at once, whichever is wanted first.
        asked ??= models.health();
        const found = (await asked).find((health) => health.provider === provider);
        if (found?.ok !== true) throw new Error(found?.problem ?? "it says nothing of itself");
      };
      return { ...vendor, port: "models", adapter: provider, isTwin: provider === "demo", probe };
    }),
    // The port stays on the page where nothing stands behind it: there it says what to set.
    ...(providers.length === 0 ? [{ ...off, port: "models" as const, adapter: "none" }] : []),
    { ...vendor, port: "mail", adapter: mail.adapter, isTwin: mail.adapter === "mailbox", probe: () => mail.probe() },
    {
      ...vendor,
      port: "files",
      adapter: files.adapter,
      isTwin: files.adapter === "folder",
      probe: () => files.probe(),
    },
    { ...vendor, port: "jobs", adapter: jobs.adapter, isTwin: jobs.adapter === "worker", probe: () => jobs.probe() },
    {
      port: "payments",
      adapter: payments.provider,
      isTwin: payments.mode === "test",
      isOff: payments.mode === "off",
      probe: async () => {
        const health = await payments.health();
        if (!health.ok) throw new Error(health.problem ?? "it does not answer");
      },
    },
  ];
}
