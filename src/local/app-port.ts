import { canListen } from "./free-port";
import { PlainError } from "./plain-error";

/** The port that PORT asks for, 3000 without one. Throws when it is no port. */
export function requestedPort(): number {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new PlainError(`PORT must be a number from 1 to 65535, not "${text}".`);
  return port;
}

/** Throws, saying what to do, when another program listens on `port`. */
export async function requireFreePort(port: number): Promise<void> {
  if ((await canListen(port, "127.0.0.1")) && (await canListen(port))) return;
  throw new PlainError(
    `Port ${port} is in use by another program (or may not be opened by this user).\n` +
      `Stop that program, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm run dev`,
  );
}
