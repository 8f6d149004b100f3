import { Chip } from './chip.ts';
import { el, setText } from './dom.ts';

/** A highlighted word. */
export interface Mark {
  readonly tone: 'open' | 'almostFull' | 'full' | 'unknown';
  readonly word: string;
}

/** One line of a list: a mark, what it is about, further marks, and the small print. */
export interface Line {
  readonly marks?: readonly Mark[];
  readonly title: string;
  readonly text: string;
}

/** A mark as it is shown. */
export function markChip({ tone, word }: Mark): HTMLElement {
  const chip = new Chip();
  chip.show(tone, word);
  return chip.element;
}

/** Shows lines; those that are as they were stay untouched. @param empty What is said when there are none. */
export function fillLines(list: HTMLElement, lines: readonly Line[], empty: string): void {
  const shown: readonly Line[] = lines.length > 0 ? lines : [{ title: '', text: empty }];
  while (list.children.length > shown.length) list.lastElementChild?.remove();
  shown.forEach((line, index) => {
    const key = [...(line.marks ?? []).map(mark => `${mark.tone} ${mark.word}`), line.title].join('|');
    const there = list.children[index];
    if (there?.getAttribute('data-key') === key) {
      const text = there.lastElementChild;
      if (text !== null) setText(text, line.text);
      return;
    }
    const item = el('li', { 'data-key': key });
    const [first, ...more] = (line.marks ?? []).map(markChip);
    if (first !== undefined) item.append(first);
    if (line.title !== '') item.append(el('span', { class: 'inspection-title' }, line.title));
    item.append(...more, el('span', { class: 'inspection-text' }, line.text));
    if (there === undefined) list.append(item);
    else there.replaceWith(item);
  });
}
