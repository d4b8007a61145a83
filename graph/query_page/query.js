// The editor: SPARQL in colours, completion, and marks where something is wrong.

import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap, defaultKeymap, drawSelection, EditorState, EditorView,
  highlightActiveLine, HighlightStyle, history, historyKeymap, indentOnInput, keymap, lineNumbers, lintGutter, setDiagnostics, sparql, StreamLanguage,
  syntaxHighlighting, tags,
} from "./editor.js";
import { sources } from "./completion.js";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--word)", fontWeight: "600" },
  { tag: [tags.atom, tags.propertyName, tags.standard(tags.name)], color: "var(--name)" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--variable)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: tags.number, color: "var(--number)" },
  { tag: tags.comment, color: "var(--comment)", fontStyle: "italic" },
]);
const LOOK = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--ground)", color: "var(--text)", fontSize: "14px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "SF Mono", Consolas, monospace', lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "none" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "8px", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "18em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15em .6em", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", marginLeft: "1em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo": { maxWidth: "22em", padding: ".4em .7em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: ".3em .7em" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--fault)" },
});

const RELATIVE = /<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>"{}|^`\\\s#][^<>"{}|^`\\\s]*>/g;

// Addresses that are not whole: the endpoint reads them relative to its own, which is seldom meant.
function doubts(text) {
  if (/\bBASE\s*</i.test(text)) return [];
  return [...text.matchAll(RELATIVE)].map(found => ({
    from: found.index, to: found.index + found[0].length, severity: "warning",
    message: `${found[0]} is not a whole address: write it out, or as a name with its prefix, as in ent:openai`,
  }));
}

// An editor in `parent`; `run` is called on Ctrl-Enter, `changed` when the text changes.
export function makeQuery(parent, text, { run, changed }) {
  const listener = EditorView.updateListener.of(update => {
    if (!update.docChanged) return;
    changed();
    queueMicrotask(() => show(doubts(view.state.doc.toString())));
  });
  const extensions = [
    keymap.of([{ key: "Mod-Enter", preventDefault: true, run: editor => (closeCompletion(editor), run(), true) }]),
    lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), lintGutter(),
    StreamLanguage.define(sparql), syntaxHighlighting(COLOURS), autocompletion({ override: sources, icons: false, maxRenderedOptions: 60 }),
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping, EditorView.cspNonce.of(document.querySelector("meta[name=style-nonce]").content), LOOK, listener,
    EditorView.contentAttributes.of({ "aria-label": "SPARQL query", spellcheck: "false" }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  const show = diagnostics => view.dispatch(setDiagnostics(view.state, diagnostics));
  const place = (line, column) => {
    const found = view.state.doc.line(Math.min(line, view.state.doc.lines));
    return Math.min(found.from + column - 1, found.to);
  };
  show(doubts(text));
  return {
    text: () => view.state.doc.toString(),
    write(words) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: words }, selection: { anchor: 0 }, scrollIntoView: true });
    },
    mark(line, column, message) {
      const from = place(line, column), rest = view.state.sliceDoc(from, view.state.doc.lineAt(from).to);
      const to = from + (/^[\w:?$-]+|^<[^>\s]*>|^./.exec(rest)?.[0].length ?? 0);
      show([{ from: from === to ? Math.max(from - 1, 0) : from, to, severity: "error", message }]);
    },
    unmark: () => show([]),
    go(line, column) {
      view.dispatch({ selection: { anchor: place(line, column) }, scrollIntoView: true });
      view.focus();
    },
  };
}
