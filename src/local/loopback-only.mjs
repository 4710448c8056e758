// Preloaded while testing: refuses every connection that leaves this machine and writes down who tried.
// What it writes to the file COUNTERPART_OUTSIDE_LOG fails the run.
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const log = process.env.COUNTERPART_OUTSIDE_LOG;

if (log) {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guardedConnect(...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    // A path is a local socket; without a host it is this machine.
    const host =
      typeof first === "object" && first !== null
        ? first.path
          ? undefined
          : first.host
        : typeof args[1] === "string"
          ? args[1]
          : undefined;
    if (host === undefined || isHere(host)) return connect.apply(this, args);
    const error = refuse("connect", host);
    process.nextTick(() => this.destroy(error));
    return this;
  };

  for (const target of [dns, dns.promises]) {
    for (const name of [
      "lookup",
      "resolve",
      "resolve4",
      "resolve6",
      "resolveAny",
      "resolveCname",
      "resolveMx",
      "resolveSrv",
      "resolveTxt",
    ]) {
      const original = target[name];
      target[name] = function guardedLookup(host, ...rest) {
        if (isHere(host)) return original.call(this, host, ...rest);
        const error = refuse(name, host);
        const callback = rest.at(-1);
        if (typeof callback !== "function") return Promise.reject(error);
        process.nextTick(callback, error);
      };
    }
  }
  syncBuiltinESMExports();
}

function isHere(host) {
  return (
    !host ||
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "::1" ||
    host === "[::1]" ||
    host === "::" ||
    host === "0.0.0.0" ||
    /^(::ffff:)?127[.]/.test(host)
  );
}

function refuse(kind, host) {
  const error = Object.assign(new Error(`outside connection refused: ${kind} ${host}`), {
    code: "ENETUNREACH",
    syscall: kind,
    hostname: host,
  });
  appendFileSync(
    log,
    `${JSON.stringify({ kind, host, process: process.argv.slice(1, 4).join(" "), at: error.stack })}\n`,
  );
  return error;
}
