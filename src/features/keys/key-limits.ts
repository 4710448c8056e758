/** Days that a key may be made to last; null is until it is revoked. */
export const lifetimes = [7, 30, 90, 365, null] as const;
export type Lifetime = (typeof lifetimes)[number];

/** Seconds that the secret before still works after a rotation. */
export const graces = [0, 3_600, 86_400, 604_800] as const;
export type Grace = (typeof graces)[number];

export const maxAddresses = 50;

/** Of one organisation, revoked ones included. */
export const maxKeys = 200;
