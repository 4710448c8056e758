import type { Permission } from "./permissions";

/**
 * What a key may be given, and which permissions each scope opens. A key has none until some are chosen, and never
 * more than its maker's role has at the moment of the call.
 */
const scopes = {
  /** Which models and agents there are. */
  "agents:read": ["models.read"],
  /** To ask them, on the organisation's credits. */
  "agents:run": ["models.read", "chat.write"],
  /** The balance. */
  "usage:read": ["credits.read"],
} as const satisfies Record<string, readonly Permission[]>;

export type ApiScope = keyof typeof scopes;

export const apiScopes = Object.keys(scopes).filter(isApiScope);

export function isApiScope(name: string): name is ApiScope {
  return Object.hasOwn(scopes, name);
}

/** Whether one of the scopes opens the permission. */
export function scopeOpens(held: readonly ApiScope[], permission: Permission): boolean {
  return held.some((scope) => permissionsOfScope(scope).includes(permission));
}

export function permissionsOfScope(scope: ApiScope): readonly Permission[] {
  return scopes[scope];
}
