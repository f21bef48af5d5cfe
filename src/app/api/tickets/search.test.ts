import { describe, expect, it } from "vitest";
import { setUpDatabase } from "@/testing/database";
import { callRoute } from "@/testing/http/requests";
import { setUpSearchDesk } from "@/testing/desk/search";
import { POST as comment } from "./[ticket]/comments/route";

setUpDatabase();

const { actor, file, titles } = setUpSearchDesk();

describe("a text that is searched for in its parts", () => {
  it.each([
    [
      "Teams/Outlook does not start",
      ["Outlook", "outl", "Teams", "Teams/Outlook", "teams/out", "TEAMS\\OUTLOOK"],
    ],
    ["Device PC-10234 is lost", ["10234", "PC-10234", "pc10234", "PC 10234", "102", "PC-102", "(PC-10234)"]],
    ["Mein satz.Ende ist weg", ["Ende", "satz", "satz.Ende", "satz ende"]],
    ["The asset LT98765 broke", ["98765", "LT98765", "LT-98765", "lt 98765"]],
    ["OutlookConnector fails", ["Connector", "outlookconnector", "OutlookConn", "Outlook Connector"]],
    ["Wi-Fi is slow", ["wifi", "Wi-Fi", "wi fi", "Wi‑Fi", "fi"]],
    [
      "Mail to siobhan.brien+it@mail.example.org bounces",
      [
        "siobhan.brien+it@mail.example.org",
        "brien",
        "mail.example",
        "<siobhan.brien+it@mail.example.org>",
        "example.org",
      ],
    ],
    [
      "Open https://intranet.example.org/wiki/Page_One?x=1#top",
      ["https://intranet.example.org/wiki/Page_One?x=1#top", "wiki", "intranet", "Page_One", "page one"],
    ],
    [
      "Cannot write C:\\Users\\x\\Report.docx",
      ["C:\\Users\\x", "Users", "report.docx", "docx", "C:\\Users\\x\\Report.docx"],
    ],
    ["Update to 1.2.3-beta4 failed", ["1.2.3", "1.2.3-beta4", "beta4", "v1.2.3".slice(1)]],
    ["Variable foo_bar is unset", ["foo_bar", "bar", "foo", "FOO_BAR", "foobar"]],
    [
      "O’Brien can’t log in: l’imprimante",
      ["O'Brien", "Brien", "OBrien", "imprimante", "can't", "cant", "L'imprimante"],
    ],
    ["Error 0x80070005 at 10.0.0.17:8080", ["0x80070005", "10.0.0.17", "8080", "10.0.0.17:8080"]],
    [
      "Müller’s straße, Łódź, Ærø",
      ["Muller", "MÜLLER", "mu\u0308ller", "strasse", "Straße", "lodz", "Aero", "ærø"],
    ],
    ["ＰＲＩＮＴＥＲ ４２ is ﬁne", ["printer", "42", "fine", "ＰＲＩＮ"]],
    ["key=“value”;other:thing", ["value", "other:thing", "thing", "key=value"]],
    ["soft\u00adhyphen and zero\u200bwidth", ["softhyphen", "zerowidth"]],
  ])("%s", async (title, searches) => {
    await file({ title });
    for (const q of searches) {
      expect([q, await titles(q)]).toEqual([
        q,
        expect.arrayContaining([title.replace(/[\u00ad\u200b]/g, "")]),
      ]);
    }
  });

  it("in a description, a comment and a file's name as in a title", async () => {
    const { id } = await file({ title: "About words", description: "See Sharepoint/Kalender, please" });
    await callRoute(comment, {
      method: "POST",
      as: actor("agent"),
      params: { ticket: id },
      body: { body: "It is Drucker-Treiber." },
    });
    for (const q of ["kalender", "Sharepoint/Kal", "treiber", "drucker treiber", "drucker/treiber"]) {
      expect([q, await titles(q)]).toEqual([q, ["About words"]]);
    }
  });
});

describe("a query is read as the text is", () => {
  it.each([
    '"Outlook – cannot send"',
    '"Outlook - cannot send"',
    "“Outlook cannot send”",
    "„Outlook – cannot send“",
    '"Outlook',
    'Outlook"',
    '"Outlook – cannot',
    "outlook – cannot send!",
    "(Outlook)",
    "cannot, send",
    '"cannot send',
    "'Outlook'",
    "Outlook — cannot",
    '"Outlook" "send"',
    "Outlook:* & send",
    "«Outlook»",
    "send Outlook",
  ])("%s", async (q) => {
    await file({ title: `Outlook – cannot send` });
    expect(await titles(q)).toContain("Outlook – cannot send");
  });

  it("and keeps the order of what is quoted", async () => {
    await file({ title: "Kettle in kitchen leaks" });
    expect(await titles('"kettle in kitchen"')).toEqual(["Kettle in kitchen leaks"]);
    expect(await titles('"kitchen in kettle"')).toEqual([]);
    expect(await titles('"kettle in kit"')).toEqual([]);
  });
});

describe("scripts without spaces", () => {
  it.each([
    [
      "打印机无法连接网络",
      ["无法连接", "打印机", "网络", "法", "无法", "连接网络", '"无法连接"', "打印机 网络"],
    ],
    ["會議室的投影機壞了", ["投影機", "壞了", "會議室"]],
    ["プリンターに接続できません", ["接続", "プリンター", "できません", "ﾌﾟﾘﾝﾀｰ", "ンター"]],
    ["無線プリンタHP9010が動かない", ["HP9010", "9010", "動かない", "プリンタHP"]],
    ["เครื่องพิมพ์ไม่สามารถเชื่อมต่อ", ["พิมพ์", "เชื่อมต่อ", "ไม่สามารถ", "เครื่อง"]],
    ["ເຄື່ອງພິມບໍ່ເຮັດວຽກ", ["ພິມ", "ເຮັດວຽກ"]],
    ["ម៉ាស៊ីនបោះពុម្ពមិនដំណើរការ", ["បោះពុម្ព", "ដំណើរការ"]],
    ["ပရင်တာအလုပ်မလုပ်ပါ", ["အလုပ်", "ပရင်တာ", "မလုပ်"]],
    ["무선프린터가 작동하지 않아요", ["프린터", "작동", "무선", "않아요"]],
  ])("%s", async (title, searches) => {
    await file({ title });
    for (const q of searches) {
      expect([q, await titles(q)]).toEqual([q, expect.arrayContaining([title])]);
    }
    expect(await titles("网机 ไกข")).not.toContain(title);
  });
});

describe("internal notes", () => {
  it("are found by staff alone, in parts as whole", async () => {
    const { id } = await file({ title: "With a note" }, actor("user"));
    const note = { body: "Vermutlich Netzteil/Kabelbruch 内部备注信息", internal: true };
    await callRoute(comment, { method: "POST", as: actor("agent"), params: { ticket: id }, body: note });
    for (const q of ["Kabelbruch", "备注", "netzteil/kabel"]) {
      expect(await titles(q, actor("agent"))).toEqual(["With a note"]);
      expect(await titles(q, actor("user"))).toEqual([]);
    }
  });
});
