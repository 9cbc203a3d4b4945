import { afterEach, describe, expect, it } from 'vitest';
import { overflows, overlaps, reorderedCodes } from './layoutFaults.ts';

function page(html: string): HTMLElement {
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  return container;
}

afterEach(() => document.body.replaceChildren());

describe('the faults that the layout tests look for', () => {
  it('include a box that is wider than the page', () => {
    expect(overflows(page('<p style="inline-size: 5000px">wide</p>'))).toEqual(['p does not fit: wide']);
  });

  it('include a text that is cut off', () => {
    const cut = 'block-size: 10px; overflow: hidden; line-height: 40px';
    expect(overflows(page(`<p style="${cut}">tall</p>`))).toEqual(['p does not fit: tall']);
  });

  it('include a text that lies on another', () => {
    const found = overlaps(page('<p>one</p><p style="margin-block-start: -34px">two</p>'));
    expect(found).toEqual(['p (one) lies on p (two)']);
  });

  it.each(['<p dir="rtl">123:project</p>', '<p dir="rtl">شيء 42/films</p>'])(
    'include a code that is turned around: %s',
    (html) => {
      const container = page(`<div dir="rtl">${html}</div>`);
      expect(reorderedCodes(container.firstElementChild as HTMLElement)).toHaveLength(1);
    },
  );

  it('leave alone what stands side by side, and a code with a direction of its own', () => {
    const container = page('<div dir="rtl"><p>شيء <bdi dir="ltr">123:project</bdi></p><p>imm:CreateProject</p></div>');
    const inner = container.firstElementChild as HTMLElement;
    expect([...overflows(inner), ...overlaps(inner), ...reorderedCodes(inner)]).toEqual([]);
  });
});
