import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A signing key as an instance of Clerk has one. */
export type ClerkKeys = { publicPem: string; jwk: { kid: string; n: string }; sign(token: TokenParts): string };

export type TokenParts = { header?: Record<string, unknown>; payload: Record<string, unknown> };

export function createClerkKeys(): ClerkKeys {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = "ins_key";
  return {
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    jwk: { kid, n: String(publicKey.export({ format: "jwk" }).n) },
    sign: ({ header, payload }) => signed({ alg: "RS256", typ: "JWT", kid, ...header }, payload, privateKey),
  };
}

/** The classic confusion: the public key, which everybody has, taken for the secret of an HMAC. */
export function signWithPublicKey(publicPem: string, payload: Record<string, unknown>): string {
  const input = `${part({ alg: "HS256", typ: "JWT", kid: "ins_key" })}.${part(payload)}`;
  return `${input}.${createHmac("sha256", publicPem).update(input).digest("base64url")}`;
}

export function unsigned(payload: Record<string, unknown>): string {
  return `${part({ alg: "none", typ: "JWT", kid: "ins_key" })}.${part(payload)}.`;
}

function signed(header: Record<string, unknown>, payload: Record<string, unknown>, key: KeyObject): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createSign("RSA-SHA256").update(input).sign(key, "base64url")}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
