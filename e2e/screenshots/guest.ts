import { pool } from "@/server/database/database";
import type { TestMailServer } from "@/testing/mail";
import { until } from "@/testing/wait";

const GUEST = "robin.carter@partner.example";

/** Opens the guest form, sends it, and returns the path of the link that its mail brings. */
export async function fileTicketByForm(url: string, mail: TestMailServer): Promise<string> {
  await pool().query(`UPDATE organisations SET settings = settings || '{"guestForm": true}' WHERE is_demo`);
  const form = new FormData();
  form.append("name", "Robin Carter");
  form.append("email", GUEST);
  form.append("title", "The visitors' wireless network asks for a code that we never got");
  form.append(
    "description",
    "We are three people in the meeting room **Kestrel** until Friday.\n\nThe page asks for a visitor code. Reception did not have one for us. Could you send us one?",
  );
  const answer = await fetch(`${url}/api/guest/tickets`, { method: "POST", body: form });
  if (!answer.ok) {
    throw new Error(`The guest form answered ${answer.status}: ${await answer.text()}`);
  }
  const links = () =>
    mail.received
      .filter(({ to }) => to === GUEST)
      .flatMap((one) => /^https?:\/\/\S+#token=\S+$/m.exec(one.mail.text) ?? []);
  await until("the guest's link is mailed", () => links().length > 0, 30_000);
  const { pathname, hash } = new URL(links()[0] ?? "");
  return `${pathname}${hash}`;
}
