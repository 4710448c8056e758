// Preloaded into every process that the launcher starts. A launcher that is killed outright cannot stop its
// children, so each of them watches it and goes when it is gone; otherwise they would keep the port.
import { isMainThread } from "node:worker_threads";

const launcher = Number.parseInt(process.env.COUNTERPART_LAUNCHER ?? "", 10);
if (isMainThread && launcher > 0) {
  const watch = setInterval(() => {
    try {
      process.kill(launcher, 0);
    } catch (error) {
      if (error.code === "EPERM") return;
      clearInterval(watch);
      process.kill(process.pid, "SIGTERM");
      setTimeout(() => process.exit(1), 500).unref();
    }
  }, 100);
  watch.unref();
}
