/** The most combining marks on one letter in any language; normalising thousands of them takes seconds. */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;
/** Invisible characters: zero-width spaces and joiners, soft hyphens, marks of direction, variants of emoji, keycaps. The non-joiner (U+200C) is visible. */
const UNSEEN = /(?!\u200c)[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Me}]/gu;
/** Signs, some of which stand for letters (™, ㎏, №): these are words of their own. */
const SIGNS = /[\p{S}\p{P}]/gu;
const ASCII = /^[\0-\x7f]*$/;
/** Letters that look like an apostrophe or another mark. */
const LIKE_MARKS = /[\u02b9-\u02c1\u02c6-\u02df\u02e4-\u02ff\ua788-\ua78a]/g;
/** Accents on letters that are found without them. In other scripts a mark is a letter's vowel or makes it another one. */
const ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu;
/** Points and vowel signs of Hebrew and Arabic, which are mostly left out; the dots on a Cyrillic ё. */
const POINTS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+|(?<=[\u0415\u0435])\u0308/gu;
const DIGITS = /(?![0-9])\p{Nd}/gu;
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  þ: "th",
  ŧ: "t",
  ς: "σ",
  ی: "ي",
  ک: "ك",
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/**
 * A text in the form in which it is compared with a search, except for its case: one form of each character
 * (also of full-width, raised or circled ones), digits as 0 to 9, no accents, no invisible characters.
 */
export function foldKeepingCase(text: string): string {
  if (ASCII.test(text)) {
    return text;
  }
  return text
    .replace(TOO_MANY_MARKS, "$1")
    .replace(SIGNS, spellOut)
    .normalize("NFKD")
    .replace(LIKE_MARKS, "'")
    .replace(UNSEEN, "")
    .replace(ACCENTS, "$1")
    .replace(POINTS, "")
    .replace(DIGITS, asciiDigit)
    .normalize("NFC");
}

/** The same for a folded text's case. */
export function foldCase(folded: string): string {
  return folded.toLowerCase().replace(OTHER_LETTERS, (letter) => LETTERS[letter] ?? letter);
}

/** A text in the form in which it is compared with a search: without case and accents. */
export function fold(text: string): string {
  return foldCase(foldKeepingCase(text));
}

function spellOut(sign: string): string {
  return sign > "\u007f" && /[\p{L}\p{N}]/u.test(sign.normalize("NFKD")) ? `·${sign}·` : sign;
}

/** Digits of each script stand in tens: the value is the distance from the first of the ten. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) {
    value += 1;
  }
  return String(value);
}
