import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { assertionSchema, attestationSchema } from "@/features/passkeys/schema";
import type { z } from "zod";

/** How one ceremony differs from what an honest browser and authenticator do. */
export interface Ceremony {
  /** The page on which it happens. */
  origin?: string;
  /** The name that the authenticator binds it to; that of the options when left out. */
  host?: string;
  /** Whether its owner was recognised by finger, face or PIN. */
  isVerified?: boolean;
  /** What the authenticator counts; one more than before when left out. */
  count?: number;
  challenge?: string;
  /** Whose id the answer names; null: none. */
  userHandle?: string | null;
}

/** The parts of WebAuthn's options that an authenticator reads. */
interface Options {
  challenge?: unknown;
  rpId?: unknown;
  rp?: unknown;
  user?: unknown;
}

const ORIGIN = "http://localhost:3003";
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** An authenticator of one ES256 key, in software: it builds CBOR and COSE and signs, as devices do. */
export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(32).toString("base64url");
  private count: number;
  private userHandle = "";
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject };

  /** `count` is what it has counted so far; one that begins at null never counts. */
  constructor(private readonly countsFrom: number | null = 0) {
    this.count = countsFrom ?? 0;
    this.keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  /** What navigator.credentials.create() gives for these options. */
  create(options: Options, given: Ceremony = {}): z.input<typeof attestationSchema> {
    const host = given.host ?? text(Reflect.get(Object(options.rp), "id"));
    this.userHandle = text(Reflect.get(Object(options.user), "id"));
    const id = Buffer.from(this.credentialId, "base64url");
    const credential = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, this.coseKey()]);
    const authData = Buffer.concat([this.head(host, given, HAS_CREDENTIAL), credential]);
    const attestation = cborMap([
      [cborText("fmt"), cborText("none")],
      [cborText("attStmt"), cborMap([])],
      [cborText("authData"), cborBytes(authData)],
    ]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: clientData("webauthn.create", options, given).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** What navigator.credentials.get() gives for these options. */
  get(options: Options, given: Ceremony = {}): z.input<typeof assertionSchema> {
    const authData = this.head(given.host ?? text(options.rpId), given, 0);
    const data = clientData("webauthn.get", options, given);
    const signed = Buffer.concat([authData, createHash("sha256").update(data).digest()]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON: data.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", signed, this.keys.privateKey).toString("base64url"),
        userHandle: given.userHandle === undefined ? this.userHandle : given.userHandle,
      },
    };
  }

  private credential(): { id: string; rawId: string; type: "public-key" } {
    return { id: this.credentialId, rawId: this.credentialId, type: "public-key" };
  }

  private head(host: string, given: Ceremony, flags: number): Buffer {
    this.count = given.count ?? (this.countsFrom === null ? 0 : this.count + 1);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.count);
    const isVerified = given.isVerified ?? true;
    const bits = flags | USER_PRESENT | (isVerified ? USER_VERIFIED : 0);
    return Buffer.concat([createHash("sha256").update(host).digest(), Buffer.from([bits]), count]);
  }

  /** COSE_Key: kty EC2, alg ES256, curve P-256, x and y. */
  private coseKey(): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    return cborMap([
      [cborNumber(1), cborNumber(2)],
      [cborNumber(3), cborNumber(-7)],
      [cborNumber(-1), cborNumber(1)],
      [cborNumber(-2), cborBytes(Buffer.from(x, "base64url"))],
      [cborNumber(-3), cborBytes(Buffer.from(y, "base64url"))],
    ]);
  }
}

function clientData(type: string, options: Options, given: Ceremony): Buffer {
  return Buffer.from(
    JSON.stringify({
      type,
      challenge: given.challenge ?? options.challenge,
      origin: given.origin ?? ORIGIN,
      crossOrigin: false,
    }),
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

/** A type and a length as CBOR begins everything with. */
function cborHead(major: number, value: number): Buffer {
  const kind = major << 5;
  if (value < 24) {
    return Buffer.from([kind | value]);
  }
  return value < 256
    ? Buffer.from([kind | 24, value])
    : Buffer.concat([Buffer.from([kind | 25]), uint16(value)]);
}

function cborNumber(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
}

function cborBytes(value: Buffer): Buffer {
  return Buffer.concat([cborHead(2, value.length), value]);
}

function cborText(value: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
}

function cborMap(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
}
