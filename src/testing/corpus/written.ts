/** Texts whose marks mean something: they are formatted, and no word of theirs is lost. */
export const WRITTEN: readonly string[] = [
  "Please **restart** ‹service›:\n\n1. open `services.msc`\n2. choose Spooler_‹three›\n3. wait ‹digit› minutes\n\n> it worked before\n\nThanks",
  "## What I did\n\n- unplugged ‹host›\n  - waited ‹digit› s\n  - plugged it in\n- called ‹name›\n\n## What happened\nnothing, error ‹three›",
  "| host | state |\n|---|:-:|\n| ‹host› | **down** |\n| PC-‹three› | `up` |\n\nwhich one first?",
  "```\nError ‹three› in __main__\n    at C:\\_x_\\*.py\n\n  <done>\n```\nthat is all I see",
  "```powershell\nGet-Item *_‹three› | % { $_.Name }\n```",
  "See [the guide for ‹service›](https://‹host›.example/a_b/‹three›) or https://‹host›.example/x_(‹digit›).",
  "- [x] laptop ‹three›\n- [ ] phone of ‹name›\n- [ ] badge no. ‹digit›",
  "> ‹name› wrote:\n> - first point ‹three›\n> - second point\n\nI agree with the second.",
  "* milk\n* paper A‹digit›\n* toner for \\\\‹host›\\_black_",
  "1) first ‹three›\n2) second\n\n7) seventh, with a gap\n\n   and more below it",
  "What I need:\n- a key for room ‹three›\n- access to \\\\‹host›\\_plans_\nBy ‹day› November, please.",
  "# Broken again\n\nThe *old* one (‹host›) and the **new** one, ~~both~~ all ‹digit› of them.",
  "Before the line ‹three›\n\n---\n\nAfter the line ‹digit›",
  "Run `ipconfig /all` and send me `C:\\_out_\\*.txt` of ‹host›, then `` a`b‹three› ``",
  String.raw`thread 'main' panicked at src/main.rs:‹three›:5:
called ${"`"}Result::unwrap()${"`"} on an ${"`"}Err${"`"} value: Os { code: 2, kind: NotFound }
   0: std::panicking::begin_panic::<&str>
   1: <‹service›::Queue<T> as Drop>::drop
note: run with ${"`"}RUST_BACKTRACE=full${"`"}`,
  "- ‹name›:\n  takes the key\n\n  brings it back on ‹day›\n- nobody else",
];

/** What people write without a thought of marks. */
export const NOTES: readonly string[] = [
  "• laptop ‹three›\n• phone\n– and a bag (‹digit› kg)\n— that is all",
  "a) ‹host› is off\nb) ‹name› has the key\nc) see #‹three› & #‹digit›",
  "+49 (0)170 55‹three›1, or\n+ 1 555 0100\n- mobile, after 5 pm\n=> ask for ‹name›",
  "1‹digit›. floor?? *sigh* ... 100% sure, 5*3 = 15 & 2 > 1, 50 < ‹three›, ok!?!",
  'It`s ‹digit› o`clock and the lamp\'s ‚off‘ – "quoted" «text» ‹three› ™ ½ ° µ',
  "to: ‹user›@‹host›.example, pat@localhost, it/help@‹host›.example; cc: @‹user›, #net_‹three›",
];
