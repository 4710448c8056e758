import { expect, test } from "vitest";
import { missingPackages, platformOf } from "./lockfile";

test("an optional package without an entry is missing, wherever else it is not looked for", () => {
  const optionalDependencies = { "@tool/linux-x64": "1.2.3", "@tool/darwin-arm64": "1.2.3" };
  const packages = {
    "": {},
    "node_modules/tool": { dev: true, optionalDependencies },
    "node_modules/@tool/linux-x64": {},
    "node_modules/other/node_modules/@tool/darwin-arm64": {},
  };
  expect(missingPackages(packages)).toEqual([{ name: "@tool/darwin-arm64", version: "1.2.3", isDev: true }]);
});

test.each([
  ["@next/swc-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@swc/core-win32-arm64-msvc", { os: ["win32"], cpu: ["arm64"] }],
  ["@tailwindcss/oxide-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("%s says where it runs", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
