import { useEffect, useRef, type ComponentChildren, type RefObject } from './preact.ts';
import { useVirtualizer } from '@tanstack/react-virtual';

/** Rows of which only the visible ones are in the document. */
export function VirtualRows<T>(props: {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly rowHeight: number;
  readonly selected: number;
  readonly label: string;
  readonly header: ComponentChildren;
  readonly columns: number;
  readonly row: (item: T, index: number, isSelected: boolean) => ComponentChildren;
  readonly select: (index: number) => void;
  readonly open: (index: number) => void;
  readonly scrollRef?: RefObject<HTMLDivElement>;
}): ComponentChildren {
  const { items, keyOf, rowHeight, selected, label, header, columns, row, select, open } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: index => keyOf(items[index] as T),
    overscan: 12,
  });
  useEffect(() => rows.measure(), [rowHeight]);
  useEffect(() => {
    if (selected >= 0 && selected < items.length) rows.scrollToIndex(selected, { align: 'auto' });
  }, [selected]);
  return (
    <div class="rows" ref={scroll} role="table" aria-label={label} aria-rowcount={items.length + 1} aria-colcount={columns} tabIndex={0} data-keys="rows">
      <div role="rowgroup" class="rows-head">
        <div role="row" aria-rowindex={1} class="row head">
          {header}
        </div>
      </div>
      <div role="rowgroup" class="rows-body" style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(shown => {
          const item = items[shown.index] as T;
          const isSelected = shown.index === selected;
          return (
            <div
              key={shown.key}
              role="row"
              aria-rowindex={shown.index + 2}
              aria-current={isSelected ? 'true' : undefined}
              class={isSelected ? 'row selected' : 'row'}
              style={{ transform: `translateY(${shown.start}px)`, height: `${rowHeight}px` }}
              onClick={() => select(shown.index)}
              onDblClick={() => open(shown.index)}
            >
              {row(item, shown.index, isSelected)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
