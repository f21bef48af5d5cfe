import { Random } from "../chaos/random";

/** A text that would run a script, were it ever taken for markup, an address, a template or code. */
export interface Injection {
  /** The rule that made it, for the report. */
  rule: string;
  text: string;
}

/** What each of them calls, should it run. */
export const HOOK = "__xss";
/** What elements of theirs carry, should they ever become elements. */
export const MARK = "data-xss";
/** Where they would fetch something from, should their addresses be followed. */
export const ELSEWHERE = "elsewhere.invalid";

const SEED = 8_231;
const RUN = `${HOOK}(1)`;
const TAGS = [
  "img",
  "svg",
  "video",
  "audio",
  "body",
  "input",
  "details",
  "marquee",
  "iframe",
  "object",
  "math",
  "a",
];
const HANDLERS = [
  "onerror",
  "onload",
  "ontoggle",
  "onfocus",
  "onmouseover",
  "onanimationstart",
  "onbegin",
  "onstart",
];
/** What makes a handler's event happen by itself. */
const TRIGGERS = [
  "src=x",
  "autofocus tabindex=1",
  "open",
  "style=animation-name:x",
  "src=//elsewhere.invalid/x",
];
const GAPS = [" ", "/", "\n", "\t", "\f", " / "];
const QUOTES = ['"', "'", "", "`"];
/** What ends the place that a text may stand in, so that it would go on as markup. */
const ENDINGS = [
  "",
  '">',
  "'>",
  "-->",
  "]]>",
  "</title>",
  "</textarea>",
  "</script>",
  "</style>",
  "</noscript>",
  "</template>",
  '"/>',
  '\\">',
];
const SCHEMES = [
  "javascript:",
  "JaVaScRiPt:",
  "java\tscript:",
  "java\nscript:",
  " javascript:",
  "\u0001javascript:",
  "javascript&colon;",
  "&#106;avascript:",
  "&#x6A;avascript:",
  "&#0000106avascript:",
  "javascript%3A",
  "vbscript:",
  "data:text/html,<script>",
  "data:text/html;base64,PHNjcmlwdD4",
  "data:image/svg+xml,<svg onload=",
  "blob:javascript:",
  "view-source:javascript:",
  "feed:javascript:",
  "jar:javascript:",
  "//elsewhere.invalid/",
  "\\\\elsewhere.invalid\\",
];
const LINKS: readonly ((address: string) => string)[] = [
  (address) => `[press](${address})`,
  (address) => `[press](<${address}>)`,
  (address) => `[press](${address} "title")`,
  (address) => `![picture](${address})`,
  (address) => `[![picture](x)](${address})`,
  (address) => `<${address}>`,
  (address) => `[press][1]\n\n[1]: ${address}`,
  (address) => `<a ${MARK} href="${address}">press</a>`,
  (address) => `<form ${MARK} action='${address}'><button>press</button></form>`,
  (address) => `<iframe ${MARK} src="${address}"></iframe>`,
  (address) => `<object ${MARK} data="${address}"></object>`,
  (address) => `<svg ${MARK}><a xlink:href="${address}"><text y=9>press</text></a></svg>`,
  (address) => `<meta ${MARK} http-equiv=refresh content="0;url=${address}">`,
  (address) => `<base ${MARK} href="${address}">`,
  (address) => `<link ${MARK} rel=import href="${address}">`,
];
/** Parsers read what stands in these in another way the second time: what was text inside becomes an element outside. */
const MUTATING_OUTER = [
  "svg",
  "math",
  "noscript",
  "select",
  "table",
  "template",
  "form",
  "math><mtext",
  "svg><desc",
];
const MUTATING_INNER = [
  "style",
  "title",
  "textarea",
  "xmp",
  "noembed",
  "noframes",
  "plaintext",
  "mglyph><style",
  "p><style",
];
const TEMPLATES: readonly ((code: string) => string)[] = [
  (code) => `{{constructor.constructor('${code}')()}}`,
  (code) => `{{${code}}}`,
  (code) => `\${${code}}`,
  (code) => `<%= ${code} %>`,
  (code) => `#{${code}}`,
  (code) => `{@html '<img ${MARK} src=x onerror=${code}>'}`,
  (code) => `[[${code}]]`,
  (code) => `{%raw%}${code}{%endraw%}`,
  (code) => `<div ${MARK} ng-app ng-init="${code}">`,
  (code) => `<div ${MARK} v-html="'${code}'">`,
  (code) => `<div ${MARK} x-data x-init="${code}">`,
  (code) => `');${code};//`,
  (code) => `";${code};"`,
  (code) => `\\";${code}//`,
  (code) => `</script><script>${code}</script>`,
  (code) => `\u2028${code}\u2029`,
];
/** Other characters that something on the way may take for "<" or ">", or drop so that a tag comes together. */
const DISGUISES: readonly (readonly [name: string, write: (markup: string) => string])[] = [
  ["wide", (markup) => markup.replaceAll("<", "\uff1c").replaceAll(">", "\uff1e")],
  ["lookalike", (markup) => markup.replaceAll("<", "\u2039").replaceAll(">", "\u203a")],
  ["entity", (markup) => markup.replaceAll("<", "&lt;").replaceAll(">", "&gt;")],
  ["entity twice", (markup) => markup.replaceAll("<", "&amp;lt;").replaceAll(">", "&amp;gt;")],
  ["number", (markup) => markup.replaceAll("<", "&#60").replaceAll(">", "&#62")],
  ["hexadecimal", (markup) => markup.replaceAll("<", "&#x3c;").replaceAll(">", "&#x3e;")],
  ["per cent", (markup) => markup.replaceAll("<", "%3C").replaceAll(">", "%3E")],
  ["escape", (markup) => markup.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e")],
  ["zero width", (markup) => markup.replace(/<(\w)/g, "<\u200b$1")],
  ["override", (markup) => `\u202e${markup}\u202c`],
  ["joined", (markup) => markup.replace(/<(\w)(\w*)/g, "<$1\u00ad$2")],
  ["twice", (markup) => markup.replace(/<(\w+)/g, "<<$1<$1")],
  ["upper", (markup) => markup.toUpperCase().replaceAll(HOOK.toUpperCase(), HOOK)],
  ["code", (markup) => `\`\`\`${markup}\n${markup}\n\`\`\``],
  ["ticks", (markup) => `\`${markup}\`\`${markup}`],
  ["cell", (markup) => `| a | b |\n|---|---|\n| ${markup} | ${markup} |`],
  ["heading", (markup) => `# ${markup}\n> ${markup}\n- ${markup}`],
  ["bold", (markup) => `**${markup}** ~~${markup}~~ @${markup}`],
];

/** So many different texts, the same every time, from every rule in turn. */
export function listInjections(count: number): Injection[] {
  const random = new Random(SEED);
  const rules = [
    { rule: "handler", make: () => handler(random) },
    { rule: "script", make: () => `${random.pick(ENDINGS)}${script(random)}` },
    { rule: "address", make: () => link(random) },
    { rule: "mutation", make: () => mutation(random) },
    {
      rule: "template",
      make: () => random.pick(TEMPLATES)(random.pick([RUN, `window.${HOOK}(1)`, `top['${HOOK}'](1)`])),
    },
    ...DISGUISES.map(([rule, write]) => ({ rule, make: () => write(handler(random)) })),
    { rule: "drawing", make: () => drawing(random) },
    { rule: "style", make: () => style(random) },
  ];
  // The rules with more to them come more often.
  const order = [...rules, ...rules.slice(0, 5), ...rules.slice(0, 5)];
  const found = new Map<string, Injection>();
  for (let tries = 0; found.size < count && tries < 50 * count; tries += 1) {
    const { rule, make } = order[tries % order.length] ?? random.pick(rules);
    const text = make();
    found.set(text, { rule, text });
  }
  return [...found.values()];
}

function handler(random: Random): string {
  const [tag, gap, quote] = [random.pick(TAGS), random.pick(GAPS), random.pick(QUOTES)];
  const called = random.pick([
    RUN,
    `${HOOK}\`1\``,
    `setTimeout('${RUN}')`,
    RUN.replace("(", "&lpar;").replace(")", "&rpar;"),
  ]);
  const attributes = [MARK, random.pick(TRIGGERS), `${random.pick(HANDLERS)}=${quote}${called}${quote}`];
  return `${random.pick(ENDINGS)}<${tag}${gap}${attributes.join(gap)}${random.pick([">", "/>", "", " x="])}`;
}

function script(random: Random): string {
  const open = random.pick([
    "<script>",
    "<SCRIPT>",
    "<script/x>",
    "<script\n>",
    `<script ${MARK} src=//elsewhere.invalid/x.js>`,
    "<script type=module>",
    "<scr<script>ipt>",
  ]);
  return `${open}${RUN}${random.pick(["</script>", "</script >", "</script/x>", "//"])}`;
}

function link(random: Random): string {
  return random.pick(LINKS)(
    `${random.pick(SCHEMES)}${random.pick([RUN, encodeURIComponent(RUN), `//%0a${RUN}`])}`,
  );
}

function mutation(random: Random): string {
  const [outer, inner] = [random.pick(MUTATING_OUTER), random.pick(MUTATING_INNER)];
  const name = inner.split("><").pop() ?? inner;
  const hidden = `<img ${MARK} src=x onerror=${RUN}>`;
  return random.pick([
    `<${outer}><${inner}></${name}>${hidden}`,
    `<${outer}><${inner}><a title="</${name}>${hidden}">`,
    `<${outer}></p><${inner}><!--</${name}>${hidden}-->`,
    `<${outer}><${inner}><![CDATA[</${name}>${hidden}]]>`,
  ]);
}

function drawing(random: Random): string {
  const inside = random.pick([
    `<script>${RUN}</script>`,
    `<animate onbegin=${RUN} attributeName=x dur=1s>`,
    `<set attributeName=href to=javascript:${RUN}>`,
    `<foreignObject><img src=x onerror=${RUN}></foreignObject>`,
    `<use href="data:image/svg+xml,<svg id=x onload=${RUN}>#x">`,
    `<image href=x onerror=${RUN}>`,
  ]);
  return `${random.pick(ENDINGS)}<svg ${MARK}${random.pick(["", ` onload=${RUN}`, " xmlns=http://www.w3.org/2000/svg"])}>${inside}</svg>`;
}

function style(random: Random): string {
  const rule = random.pick([
    "@import'//elsewhere.invalid/x.css'",
    "*{background:url(//elsewhere.invalid/x)}",
    `*{background:url(javascript:${RUN})}`,
    `*{width:expression(${RUN})}`,
    "@font-face{font-family:x;src:url(//elsewhere.invalid/x)}",
  ]);
  return random.pick([
    `<style ${MARK}>${rule}</style>`,
    `<div ${MARK} style="${rule.replace(/^.*?\{|\}$/g, "")}">`,
    `</style><style ${MARK}>${rule}`,
    `<link ${MARK} rel=stylesheet href="data:text/css,${rule}">`,
  ]);
}
