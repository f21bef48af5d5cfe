/** COSE's numbers of what authenticators sign by: EdDSA, ES256 and RS256, in the order in which they are asked for. */
export const ALGORITHMS = [-8, -7, -257] as const;
