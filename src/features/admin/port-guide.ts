import type { PortName, TestStep } from "./port-names";

export type GuideVariable = {
  name: string;
  /** What it has to be for this adapter; without it, whatever the installation's own is. */
  value?: string;
  /** This adapter does not start without it. */
  isNeeded?: boolean;
  /** Stands alone in the place of all that is needed, while developing. */
  isInstead?: boolean;
};

/** An adapter that a port can have, and what to set for it. Whatever is not set keeps its default. */
export type GuideChoice = { adapter: string; variables: readonly GuideVariable[] };

const needed = (name: string): GuideVariable => ({ name, isNeeded: true });
const choice = (name: string, value: string): GuideVariable => ({ name, value, isNeeded: true });
const optional = (name: string): GuideVariable => ({ name });

/** How each port is switched. The README's table of ports says the same; a test holds both to the configuration. */
export const portGuide: Record<PortName, readonly GuideChoice[]> = {
  database: [{ adapter: "postgresql", variables: [optional("DATABASE_URL"), optional("APP_DATABASE_URL")] }],
  auth: [
    { adapter: "embedded", variables: [choice("AUTH_PROVIDER", "embedded"), optional("AUTH_SECRET")] },
    {
      adapter: "clerk",
      variables: [
        choice("AUTH_PROVIDER", "clerk"),
        needed("CLERK_SECRET_KEY"),
        needed("NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"),
        needed("CLERK_JWT_KEY"),
        optional("CLERK_WEBHOOK_SECRET"),
      ],
    },
  ],
  models: [
    { adapter: "demo", variables: [choice("DEMO_MODEL", "on")] },
    { adapter: "openai", variables: [needed("OPENAI_API_KEY"), optional("OPENAI_BASE_URL"), optional("OPENAI_API")] },
    {
      adapter: "compatible",
      variables: [
        needed("OPENAI_COMPATIBLE_BASE_URL"),
        needed("OPENAI_COMPATIBLE_MODELS"),
        optional("OPENAI_COMPATIBLE_API_KEY"),
      ],
    },
    { adapter: "anthropic", variables: [needed("ANTHROPIC_API_KEY"), optional("ANTHROPIC_BASE_URL")] },
    { adapter: "google", variables: [needed("GOOGLE_GENERATIVE_AI_API_KEY"), optional("GOOGLE_BASE_URL")] },
    { adapter: "none", variables: [choice("DEMO_MODEL", "off")] },
  ],
  mail: [
    { adapter: "mailbox", variables: [choice("MAIL_PROVIDER", "mailbox")] },
    {
      adapter: "resend",
      variables: [
        choice("MAIL_PROVIDER", "resend"),
        needed("RESEND_API_KEY"),
        needed("MAIL_FROM"),
        optional("RESEND_WEBHOOK_SECRET"),
      ],
    },
    { adapter: "smtp", variables: [choice("MAIL_PROVIDER", "smtp"), needed("SMTP_URL"), needed("MAIL_FROM")] },
  ],
  files: [
    { adapter: "folder", variables: [choice("FILES_PROVIDER", "folder"), optional("DATA_DIR")] },
    {
      adapter: "s3",
      variables: [
        choice("FILES_PROVIDER", "s3"),
        needed("S3_BUCKET"),
        optional("S3_REGION"),
        optional("S3_ACCESS_KEY_ID"),
        optional("S3_SECRET_ACCESS_KEY"),
        optional("S3_ENDPOINT"),
        optional("S3_PATH_STYLE"),
      ],
    },
    { adapter: "uploadthing", variables: [choice("FILES_PROVIDER", "uploadthing"), needed("UPLOADTHING_TOKEN")] },
  ],
  jobs: [
    { adapter: "worker", variables: [] },
    {
      adapter: "inngest",
      variables: [
        needed("INNGEST_EVENT_KEY"),
        needed("INNGEST_SIGNING_KEY"),
        optional("INNGEST_SIGNING_KEY_FALLBACK"),
        optional("INNGEST_BASE_URL"),
        optional("INNGEST_APP_ID"),
        { name: "INNGEST_DEV", isInstead: true },
      ],
    },
  ],
  payments: [
    { adapter: "test", variables: [choice("TEST_CHECKOUT", "on")] },
    { adapter: "none", variables: [choice("TEST_CHECKOUT", "off")] },
  ],
};

/** What the test of a port will do, shown while it is at it. */
export const plannedSteps: Record<PortName, readonly TestStep[]> = {
  database: ["probe", "roundTrip"],
  auth: ["probe", "stranger", "origin"],
  models: ["probe", "choose", "ask"],
  mail: ["probe", "queue", "deliver"],
  files: ["probe", "write", "read", "remove"],
  jobs: ["probe", "emit", "deliver", "complete"],
  payments: ["probe"],
};
