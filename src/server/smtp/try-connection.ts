import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { MailServer } from "@/server/process/env-mail";
import { connectionOptions, PATIENCE, readFailure, type Patience } from "./options";

/** What a step of a try came to; "skipped": there was nothing to do. */
export interface TriedStep {
  name: "resolve" | "connect" | "tls" | "signIn";
  outcome: "fine" | "failed" | "skipped";
  sentence: Sentence;
}

const ADDRESSES_SHOWN = 3;

/**
 * Goes to a mail server up to the sign-in, and says what each step came to; the steps after one that failed are left out. What is no answer of
 * a mail server is not repeated: an admin learns nothing of what else listens there. Never throws.
 */
export async function tryConnection(server: MailServer, patience: Patience = PATIENCE): Promise<TriedStep[]> {
  const steps: TriedStep[] = [];
  const took = (step: TriedStep): boolean => steps.push(step) > 0 && step.outcome !== "failed";
  const isThere = took(await resolve(server, patience)) && took(await reach(server, patience));
  if (isThere) {
    steps.push(...(await talk(server, patience)));
  }
  return steps;
}

async function resolve({ host }: MailServer, patience: Patience): Promise<TriedStep> {
  if (isIP(host) > 0) {
    return { name: "resolve", outcome: "skipped", sentence: say("mails.step.isAddress", { host }) };
  }
  try {
    const found = await inTime(lookup(host, { all: true }), patience.connectMilliseconds);
    const addresses = found.slice(0, ADDRESSES_SHOWN).map(({ address }) => address);
    return {
      name: "resolve",
      outcome: "fine",
      sentence: say("mails.step.resolved", { host, addresses: addresses.join(", ") }),
    };
  } catch {
    return { name: "resolve", outcome: "failed", sentence: say("mails.step.unknownHost", { host }) };
  }
}

async function reach({ host, port }: MailServer, patience: Patience): Promise<TriedStep> {
  const values = { host, port: String(port) };
  const socket = connect({ host, port });
  try {
    await inTime(
      new Promise<void>((there, failed) => socket.once("connect", there).once("error", failed)),
      patience.connectMilliseconds,
    );
    return { name: "connect", outcome: "fine", sentence: say("mails.step.connected", values) };
  } catch (error) {
    const { code } = readFailure(error);
    const sentence =
      code === "ECONNREFUSED" ? say("mails.step.nobody", values) : say("mails.step.noWay", values);
    return { name: "connect", outcome: "failed", sentence };
  } finally {
    socket.destroy();
  }
}

async function talk(server: MailServer, patience: Patience): Promise<TriedStep[]> {
  const connection = new SMTPConnection(connectionOptions(server, patience));
  // What comes after the end of the conversation, such as a reset, is nobody's.
  connection.on("error", () => undefined);
  try {
    await new Promise<void>((there, failed) => {
      connection.once("error", failed);
      connection.connect((error) => (error ? failed(error) : there()));
    });
    const encrypted: TriedStep = connection.secure
      ? { name: "tls", outcome: "fine", sentence: say("mails.step.encrypted") }
      : { name: "tls", outcome: "skipped", sentence: say("mails.step.plain") };
    return [encrypted, await signIn(connection, server)];
  } catch (error) {
    return [noConversation(server, error)];
  } finally {
    connection.close();
  }
}

/** Why there was no conversation: what answers is no mail server, or they came to no encryption. */
function noConversation(server: MailServer, error: unknown): TriedStep {
  const { code, answer, reason } = readFailure(error);
  if (code === "ETLS" || (server.isSecure && code !== "EPROTOCOL" && code !== "ETIMEDOUT")) {
    return {
      name: "tls",
      outcome: "failed",
      sentence: say("mails.step.noTls", { reason: answer || reason }),
    };
  }
  const sentence =
    code === "ETIMEDOUT"
      ? say("mails.step.silent")
      : !/^[245]\d\d([ -]|$)/.test(answer)
        ? say("mails.step.noMailServer")
        : say("mails.step.turnedAway", { answer });
  return { name: "connect", outcome: "failed", sentence };
}

async function signIn(connection: SMTPConnection, { auth }: MailServer): Promise<TriedStep> {
  if (auth === null) {
    return { name: "signIn", outcome: "skipped", sentence: say("mails.step.nameless") };
  }
  try {
    await new Promise<void>((there, failed) => {
      connection.once("error", failed);
      connection.login({ user: auth.user, credentials: { user: auth.user, pass: auth.password } }, (error) =>
        error ? failed(error) : there(),
      );
    });
    return { name: "signIn", outcome: "fine", sentence: say("mails.step.signedIn", { user: auth.user }) };
  } catch (error) {
    const { answer, reason } = readFailure(error);
    return {
      name: "signIn",
      outcome: "failed",
      sentence: say("mails.error.signIn", { answer: answer || reason }),
    };
  }
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("it took too long")), milliseconds);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
