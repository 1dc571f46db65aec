import { describe, expect, it } from 'vitest';
import { centreDigit, inkOfPhoto } from './drawnInput.ts';
import { inverted, middleRegion, pictureFromRgba, resizePicture, type Picture } from './picture.ts';

function grey(rows: readonly (readonly number[])[]): Picture {
  const data = Uint8Array.from(rows.flat());
  return { height: rows.length, width: rows[0]?.length ?? 0, channels: 1, data };
}

function blank(height: number, width: number): Picture {
  return { height, width, channels: 1, data: new Uint8Array(height * width) };
}

describe('pictureFromRgba', () => {
  const rgba = { width: 2, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 255, 10, 20, 30, 0) };

  it('weighs colours as the eye does, on white', () => {
    expect([...pictureFromRgba(rgba, 1).data]).toEqual([76, 255]);
  });

  it('keeps colours', () => {
    expect([...pictureFromRgba(rgba, 3).data]).toEqual([255, 0, 0, 255, 255, 255]);
  });
});

describe('resizePicture', () => {
  it('takes the mean of each area on the way down', () => {
    const picture = grey([
      [0, 100, 10, 10],
      [100, 200, 10, 30],
    ]);
    expect([...resizePicture(picture, 1, 2).data]).toEqual([100, 15]);
  });

  it('weighs pixels that two areas share', () => {
    expect([...resizePicture(grey([[0, 90, 180]]), 1, 2).data]).toEqual([30, 150]);
  });

  it('repeats pixels on the way up, channel by channel', () => {
    const picture = { height: 1, width: 1, channels: 2, data: Uint8Array.of(3, 9) };
    expect([...resizePicture(picture, 1, 2).data]).toEqual([3, 9, 3, 9]);
  });

  it('takes a region', () => {
    const picture = grey([[1, 2, 3, 4]]);
    const region = middleRegion(picture, 1, 2);
    expect(region).toEqual({ top: 0, left: 1, height: 1, width: 2 });
    expect([...resizePicture(picture, 1, 2, region).data]).toEqual([2, 3]);
  });
});

describe('centreDigit', () => {
  it('scales the ink to 20 and puts its centre of mass in the middle', () => {
    const picture = blank(100, 100);
    for (let row = 5; row < 45; row++) picture.data.fill(255, row * 100 + 60, row * 100 + 70);
    const { data } = centreDigit(picture);
    const inked = [...data.entries()].filter(([, value]) => value > 0).map(([i]) => i);
    const rows = inked.map((i) => Math.floor(i / 28));
    const columns = inked.map((i) => i % 28);
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([4, 23]);
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([12, 16]);
    expect(inked.every((i) => data[i] === 255)).toBe(true);
  });

  it('leaves an empty pad empty', () => {
    expect(centreDigit(blank(10, 10)).data.every((value) => value === 0)).toBe(true);
  });
});

describe('inkOfPhoto', () => {
  const photo = grey([
    [200, 200, 200],
    [200, 20, 200],
    [190, 200, 210],
  ]);

  it('finds dark ink on light paper', () => {
    expect([...inkOfPhoto(photo).data]).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 0]);
  });

  it('finds light ink on a dark ground', () => {
    expect([...inkOfPhoto(inverted(photo)).data]).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 0]);
  });
});
