// The house rules of docs/architecture.md as a check. Every rule has a planted violation in
// src/local/checks/graph.test.ts that shows that it bites.
import { readFileSync } from "node:fs";

const { edges } = JSON.parse(readFileSync(new URL("./feature-graph.json", import.meta.url), "utf8"));
const features = Object.keys(edges);

// Fixtures of a feature lie in its folder "testing" and are held to what tests are held to.
const tests = "[.]test[.]tsx?$|^src/features/[^/]+/testing/";
const core = "^src/(server(?!/api/root[.]ts$)|env[.]ts)";
const notTypes = { dependencyTypesNot: ["type-only"] };

/** A lower tier never imports a higher one. */
const tiers = [
  { name: "lib-is-lowest", from: { path: "^src/lib/", pathNot: tests }, to: { path: "^src/(?!lib/|generated/)" } },
  {
    name: "adapters-know-only-lib",
    from: { path: "^src/adapters/", pathNot: tests },
    to: { path: "^src/(?!lib/|adapters/)" },
  },
  {
    name: "server-core-knows-no-feature",
    from: { path: core, pathNot: tests },
    to: { path: "^src/(features|app|local|testing|components|trpc)/|^src/server/api/root[.]ts$" },
  },
  {
    name: "features-know-no-route",
    from: { path: "^src/features/", pathNot: tests },
    to: { path: "^src/(app|local|testing)/|^src/server/api/root[.]ts$", ...notTypes },
  },
  {
    name: "shared-components-know-no-feature",
    comment: "components/{ui,layout,brand} are for every feature alike.",
    from: { path: "^src/components/", pathNot: tests },
    to: { path: "^src/(features|app|local|testing)/" },
  },
  {
    name: "nothing-served-imports-the-launcher",
    from: { path: "^src/(?!local/|testing/)", pathNot: tests },
    to: { path: "^src/local/" },
  },
  {
    name: "only-tests-import-testing",
    from: { path: "^(src|prisma)/(?!testing/)", pathNot: tests },
    to: { path: "^src/testing/|^src/features/[^/]+/testing/" },
  },
  { name: "nobody-imports-a-test", from: {}, to: { path: "[.]test[.]tsx?$" } },
  {
    name: "only-its-route-serves-functions",
    comment: "Whoever wants one to run emits an event.",
    from: { path: "^(src|prisma|emails)/(?!app/api/inngest/)", pathNot: tests },
    to: { path: "^inngest/" },
  },
  {
    name: "functions-call-jobs-alone",
    comment: "A function says when and how often; what is done is a feature's job.",
    from: { path: "^inngest/", pathNot: tests },
    to: { path: "^src/(features/(?!.+[.](job|events)[.]ts$)|app/|components/|trpc/|local/|testing/)" },
  },
];

const featureRules = [
  {
    name: "features-meet-at-services",
    comment: "Another feature may import only services, schemas, errors and pure domain files.",
    from: { path: "^src/features/([^/]+)/" },
    to: {
      path: "^src/features/[^/]+/(components/|hooks/|.+[.](router|repository|job)[.]ts$)",
      pathNot: "^src/features/$1/",
    },
  },
  {
    name: "routers-are-for-the-root",
    from: { path: "^src/", pathNot: `^src/server/api/root[.]ts$|${tests}` },
    to: { path: "[.]router[.]ts$" },
  },
  {
    name: "repositories-stay-in-their-feature",
    from: { path: "^src/(?!features/)", pathNot: `^src/testing/|${tests}` },
    to: { path: "[.]repository[.]ts$" },
  },
  ...features.map((feature) => ({
    name: `feature-${feature}-is-declared`,
    comment: "Declare an edge in .config/feature-graph.json, or do without it.",
    from: { path: `^src/features/${feature}/`, pathNot: tests },
    to: { path: "^src/features/", pathNot: `^src/features/(${[feature, ...edges[feature]].join("|")})/` },
  })),
  {
    name: "every-feature-is-declared",
    from: { path: "^src/features/", pathNot: `^src/features/(${features.join("|")})/` },
    to: {},
  },
];

const sides = [
  {
    name: "components-never-load-the-server",
    comment: "Types excepted. What runs in a browser must not pull the server in.",
    from: {
      path: "^src/(components|trpc|features/[^/]+/(components|hooks))/",
      pathNot: `^src/trpc/server[.]tsx?$|${tests}`,
    },
    to: { path: "^src/server/|/server/[^/]+[.]ts$", ...notTypes },
  },
];

const vendors = [
  {
    name: "vendors-live-in-adapters",
    from: { path: "^src/(?!adapters/)", pathNot: tests },
    to: {
      path: "(^|/)node_modules/(@aws-sdk/[^/]+|better-auth|inngest|nodemailer|pg-boss|resend|uploadthing|tiktoken|@ai-sdk/(openai|anthropic|google|openai-compatible))/",
      ...notTypes,
    },
  },
  {
    name: "telemetry-has-one-home",
    comment: "Elsewhere spans and counters are ours: see docs/decisions/0015.",
    from: { path: "^src/(?!server/telemetry/)", pathNot: tests },
    to: { path: "(^|/)node_modules/(prom-client|@opentelemetry/[^/]+)/", ...notTypes },
  },
  {
    name: "clerk-has-two-homes",
    from: { path: "^src/(?!adapters/auth/|app/clerk/)", pathNot: tests },
    to: { path: "(^|/)node_modules/@clerk/", ...notTypes },
  },
  {
    name: "the-ai-sdk-has-four-homes",
    from: { path: "^src/", pathNot: `^src/(adapters/models|features/(metering|chat|public-api)|testing)/|${tests}` },
    to: { path: "(^|/)node_modules/(ai|@ai-sdk/[^/]+)/" },
  },
  {
    name: "the-generated-client-has-few-homes",
    from: { path: "^src/", pathNot: "^src/(server/db[.]ts$|testing/|generated/)|[.]repository[.]ts$" },
    to: { path: "^src/generated/" },
  },
  {
    name: "plain-connections-are-the-cores",
    comment: "Features are handed their connection; the pool is made in one place.",
    from: { path: "^src/(features|app|components|trpc|lib)/", pathNot: tests },
    to: { path: "(^|/)node_modules/pg/", ...notTypes },
  },
];

const health = [
  { name: "no-cycles", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
  { name: "every-import-resolves", from: {}, to: { couldNotResolve: true } },
  {
    name: "every-package-is-declared",
    from: { path: "^(src|prisma|inngest|emails|bench|e2e)/" },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...tiers, ...featureRules, ...sides, ...vendors, ...health].map((rule) => ({
    severity: "error",
    ...rule,
  })),
  options: {
    doNotFollow: { path: "node_modules|^src/generated" },
    exclude: { path: "^[.]next" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
