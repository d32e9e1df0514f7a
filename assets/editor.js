// The editor: CodeMirror 6, dressed for Python and for stepping. tools/bundle.py makes one file of it and its imports.
//
// Lines are 1-based, columns 0-based in characters (CodeMirror counts UTF-16 units; `positionOf` translates).
// Colours come from the page's CSS variables alone, so light and dark need nothing here.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Prec, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  GutterMarker,
  gutterLineClass,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const fromPage = Annotation.define();

/**
 * Put an editor into `parent`. `label` is its accessible name.
 *
 * `onChange(text)`: after each change that the learner made, undo and redo included; not after `setText`.
 * `onGutter(line, shift)`: a line number was clicked. `onRun()`: Ctrl-Enter, or Cmd-Enter on a Mac.
 *
 * Tab indents. Escape, then Tab, moves the focus on, so that nobody is held here.
 */
export function createEditor(parent, { text, label, onChange, onGutter, onRun }) {
  const readOnly = new Compartment();
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
      lineNumbers({
        domEventHandlers: {
          mousedown(view, block, event) {
            onGutter(view.state.doc.lineAt(block.from).number, event.shiftKey);
            event.preventDefault();
            return true;
          },
        },
      }),
      marks,
      history(),
      python(),
      syntaxHighlighting(classHighlighter),
      highlightSpecialChars(),
      highlightActiveLine(),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      search({ top: true }),
      keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
      readOnly.of(EditorState.readOnly.of(false)),
      EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        if (docChanged && !transactions.every((each) => each.annotation(fromPage) || !each.docChanged)) onChange(state.doc.toString());
      }),
      theme,
      EditorView.cspNonce.of("editor"), // as in index.html
    ],
  });

  return {
    view,

    text: () => view.state.doc.toString(),

    /** Replace the text. Undo brings the old one back; marks, cursor and scroll stay where the text is the same. */
    setText(text) {
      const changes = difference(view.state.doc.toString(), text.replace(/\r\n?/g, "\n"));
      if (changes) view.dispatch({ changes, annotations: fromPage.of(true), userEvent: "input.replace" });
    },

    /** Mark the line about to run and the line just run; 0 for none. With `reveal`, scroll as little as shows `now`. */
    setMarks(now, was, reveal) {
      const lines = { now: startOf(view.state.doc, now), was: startOf(view.state.doc, was) };
      const effects = [setLines.of(lines)];
      if (reveal && lines.now !== null) effects.push(EditorView.scrollIntoView(lines.now, { y: "nearest", yMargin: 48 }));
      view.dispatch({ effects });
    },

    /** Underline from here to there, with `message` on hover. An empty or backward range becomes one character. */
    setError(line, column, endLine, endColumn, message) {
      const { doc } = view.state;
      const from = positionOf(doc, line, column);
      const end = positionOf(doc, endLine, endColumn);
      const to = end > from ? end : Math.min(from + 1, doc.lineAt(from).to);
      view.dispatch(setDiagnostics(view.state, [{ from, to, severity: "error", message }]));
    },

    clearError: () => view.dispatch(setDiagnostics(view.state, [])),

    focus: () => view.focus(),

    setReadOnly: (value) => view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(Boolean(value))) }),
  };
}

// The marked lines, as positions that move with the text while the learner types.

const setLines = StateEffect.define();

const lines = StateField.define({
  create: () => ({ now: null, was: null }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setLines)) return effect.value;
    if (!transaction.docChanged) return value;
    const move = (position) => (position === null ? null : transaction.newDoc.lineAt(transaction.changes.mapPos(position, -1)).from);
    return { now: move(value.now), was: move(value.was) };
  },
});

class LineMark extends GutterMarker {
  constructor(elementClass) {
    super();
    this.elementClass = elementClass;
  }
}

/** A line that has just run and is about to run again carries both classes. */
function eachMark(make) {
  const [now, was] = [make("cv-now"), make("cv-was")];
  return (state) => {
    const value = state.field(lines);
    const ranges = [];
    if (value.was !== null) ranges.push(was.range(value.was));
    if (value.now !== null) ranges.push(now.range(value.now));
    return RangeSet.of(ranges, true);
  };
}

const marks = [
  lines,
  EditorView.decorations.compute([lines], eachMark((name) => Decoration.line({ class: name }))),
  gutterLineClass.compute([lines], eachMark((name) => new LineMark(name))),
];

/** The position at which a line starts; null when there is no such line. */
function startOf(doc, line) {
  return line >= 1 && line <= doc.lines ? doc.line(line).from : null;
}

/** The position of a column in characters; places past an end become that end. */
function positionOf(doc, line, column) {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return from + [...text].slice(0, column).join("").length;
}

/** The smallest single change that turns one text into another; null when they are the same. */
function difference(old, text) {
  if (old === text) return null;
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--card)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "15px", lineHeight: "24px", overflow: "auto" },
  ".cm-content": { padding: "16px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 8px" },

  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--card)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "48px", padding: "0 8px 0 20px", position: "relative", cursor: "pointer" },
  ".cm-lineNumbers .cm-gutterElement:hover": { color: "var(--ink)" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--wash)" },
  ".cm-activeLine": { backgroundColor: "transparent" },

  // The line just run has an open ring beside it, the line about to run a full arrowhead: shapes before colours.
  ".cm-line.cv-was, &.cm-focused .cm-line.cv-was": { backgroundColor: "var(--wash)" },
  ".cm-line.cv-now, &.cm-focused .cm-line.cv-now": { backgroundColor: "var(--now-wash)" },
  ".cm-gutterElement.cv-was": { backgroundColor: "var(--wash)" },
  ".cm-gutterElement.cv-now": { color: "var(--now)", backgroundColor: "var(--now-wash)", boxShadow: "inset 3px 0 var(--now)" },
  ".cm-gutterElement.cv-was::before, .cm-gutterElement.cv-now::before": { content: "''", position: "absolute", left: "9px" },
  ".cm-gutterElement.cv-was::before": {
    top: "9px", width: "7px", height: "7px", boxSizing: "border-box", border: "1.5px solid var(--soft)", borderRadius: "50%",
  },
  ".cm-gutterElement.cv-now::before": {
    top: "7px", width: "8px", height: "10px", border: "none", borderRadius: "0",
    backgroundColor: "var(--now)", clipPath: "polygon(0 0, 100% 50%, 0 100%)",
  },

  ".tok-keyword": { color: "var(--keyword)" },
  ".tok-bool, .tok-atom": { color: "var(--keyword)" },
  ".tok-string, .tok-string2": { color: "var(--string)" },
  ".tok-number": { color: "var(--number)" },
  ".tok-comment": { color: "var(--comment)" },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--soft)" },
  "&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--changed)" },

  ".cm-lintRange-error": {
    backgroundImage: "none", textDecoration: "underline wavy var(--changed)", textDecorationSkipInk: "none", textUnderlineOffset: "4px",
  },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--line)", borderRadius: "6px" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--changed)", fontFamily: "var(--sans)" },

  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--wash)", fontFamily: "var(--sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-textfield": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--soft)" },
  ".cm-button": { color: "var(--ink)", backgroundColor: "var(--card)", backgroundImage: "none", border: "1px solid var(--soft)" },
  ".cm-panel.cm-search [name=close]": { color: "var(--ink)" },
  ".cm-searchMatch": { backgroundColor: "transparent", outline: "1px solid var(--now)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--now-wash)" },
});
