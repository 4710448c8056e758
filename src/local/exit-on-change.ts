import { watch } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./paths";

/** Calls `onChange` once, soon after code that the worker may have loaded has changed. For development. */
export function exitOnChange(onChange: () => void): void {
  let soon: NodeJS.Timeout | undefined;
  const watcher = watch(join(projectRoot, "src"), { recursive: true, persistent: false }, (_, file) => {
    if (file === null || !/[.]ts$/.test(file) || /[.]test[.]ts$|^(app|generated|testing)[/\\]/.test(file)) return;
    clearTimeout(soon);
    // An editor writes several files, and each of them more than once.
    soon = setTimeout(onChange, 500);
    soon.unref();
  });
  // A system without room for another watch: the worker then keeps the code that it started with.
  watcher.on("error", () => watcher.close());
}
