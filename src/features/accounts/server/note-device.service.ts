import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { AuthIdentity } from "~/adapters/auth/auth.port";
import { sendMail } from "~/features/mail/server/send-mail.service";
import { deviceOf } from "~/lib/device-name";
import type { Backend } from "~/server/context";
import { inTransaction } from "~/server/db";
import { addressOf } from "~/server/request-address";
import { cookieOf, forgotUrl, readerOf } from "./account-mail";
import { findDevices, rememberDevices } from "./known-devices.repository";

const twoYearsSeconds = 2 * 365 * 24 * 3600;

/**
 * Remembers the device of a sign-in, by a cookie that outlives the session and by the kind of browser with
 * the range of its address. The first that is known of a person is theirs, unless they have come by another provider
 * before; a sign-in from another one is told by mail, unless it is `trusted`.
 * @returns the cookie to set, where the browser has none.
 */
export async function noteDevice(
  backend: Backend,
  identity: Pick<AuthIdentity, "subject" | "email" | "emailVerified" | "name">,
  headers: Headers,
  trusted = false,
): Promise<{ setCookie: string[] }> {
  const isSecure = backend.settings.appUrl.startsWith("https://");
  const cookieName = isSecure ? "__Host-counterpart.device" : "counterpart.device";
  const brought = cookieOf(headers, cookieName);
  const isKept = brought !== null && /^[\w-]{22}$/.test(brought);
  const token = isKept ? brought : randomBytes(16).toString("base64url");
  const device = deviceOf(headers.get("user-agent"));
  const address = addressOf(headers);
  const hashes = [hashOf("cookie", token)];
  if (address !== null) hashes.push(hashOf("range", `${device.browser} ${device.system} ${rangeOf(address)}`));

  await inTransaction(backend.database.pool, async (tx) => {
    const reader = await readerOf(tx, backend, identity.subject, headers);
    if (reader.userId === null) return;
    const { known, isAmongThem, hasOtherSignIn } = await findDevices(tx, reader.userId, hashes);
    await rememberDevices(tx, reader.userId, hashes);
    const isFirst = known === 0 && !hasOtherSignIn;
    if (trusted || isFirst || isAmongThem) return;
    const { browser, system } = device;
    await sendMail(tx, {
      template: "new-sign-in",
      props: {
        name: identity.emailVerified ? identity.name : null,
        email: identity.email,
        browser,
        system,
        address,
        at: new Date().toISOString(),
        forgotUrl: forgotUrl(backend),
      },
      to: identity.email,
      locale: reader.locale,
      orgId: null,
      userId: reader.userId,
      key: `new-sign-in/${randomUUID()}`,
    });
  });
  const secure = isSecure ? "; Secure" : "";
  const cookie = `${cookieName}=${token}; Path=/; Max-Age=${twoYearsSeconds}; HttpOnly; SameSite=Lax${secure}`;
  return { setCookie: isKept ? [] : [cookie] };
}

function hashOf(kind: "cookie" | "range", value: string): Buffer {
  return createHash("sha256").update(`${kind} ${value}`).digest();
}

/** The network that an address belongs to, roughly: people move about in it every day. */
function rangeOf(address: string): string {
  return address.includes(":") ? address.split(":").slice(0, 3).join(":") : address.split(".").slice(0, 3).join(".");
}
