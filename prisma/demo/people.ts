import type { Role } from "~/server/permissions";
import type { DemoFirstSteps } from "../builders/demo-onboarding";

/** Everybody of the demonstration signs in with this. It is printed at start, and made in development only. */
export const demoPassword = "counterpart-demo";

export type DemoPerson = {
  key: string;
  name: string;
  email: string;
  isSuperadmin?: boolean;
  firstSteps?: DemoFirstSteps;
};

export const platformOwner: DemoPerson = {
  key: "anton",
  name: "Anton Sever",
  email: "anton@counterpart.example",
  isSuperadmin: true,
};

type HaldenPerson = DemoPerson & {
  role: Role;
  /** Most tokens in a month; left out, there is no limit. */
  tokensPerMonth?: number;
};

/** The organisation that the demonstration is about. */
export const haldenFreight = {
  name: "Halden Freight",
  people: [
    { key: "mira", name: "Mira Okafor", email: "mira@haldenfreight.example", role: "owner" },
    {
      key: "jonas",
      name: "Jonas Lind",
      email: "jonas@haldenfreight.example",
      role: "admin",
      tokensPerMonth: 2_000_000,
    },
    { key: "lena", name: "Lena Petrov", email: "lena@haldenfreight.example", role: "member", tokensPerMonth: 40_000 },
    {
      key: "nils",
      name: "Nils Aas",
      email: "nils@haldenfreight.example",
      role: "viewer",
      // A viewer sends nothing.
      firstSteps: { purpose: "open", skipped: ["message"] },
    },
  ],
} satisfies { name: string; people: HaldenPerson[] };

type Neighbour = {
  name: string;
  owner: string;
  email: string;
  credits: number;
  calls: number;
  modelId: string;
  firstSteps?: DemoFirstSteps;
};

/** Neighbours, so that the console has something to compare. Credits bought, and calls made of a typical size. */
export const neighbours: readonly Neighbour[] = [
  {
    name: "Kestrel Clinic",
    owner: "Ada Kestrel",
    email: "ada@kestrelclinic.example",
    credits: 1000,
    calls: 46,
    modelId: "openai/gpt-5-mini",
  },
  {
    name: "Brightside Tutors",
    owner: "Tom Bright",
    email: "tom@brightside.example",
    credits: 2000,
    calls: 61,
    modelId: "google/gemini-3.8-flash",
    firstSteps: { purpose: "texts", skipped: ["workspace"] },
  },
  {
    name: "Nordlys Studio",
    owner: "Ingrid Moe",
    email: "ingrid@nordlys.example",
    credits: 500,
    calls: 18,
    modelId: "anthropic/claude-sonnet-4-5",
  },
  {
    name: "Vik & Sons",
    owner: "Erik Vik",
    email: "erik@vikandsons.example",
    credits: 0,
    calls: 3,
    modelId: "openai/gpt-5-mini",
    firstSteps: { purpose: "customers", leftAt: "next" },
  },
];
