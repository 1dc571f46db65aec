const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const MAXIMUM: i32 = 3;
const MINIMUM: i32 = 4;

/** Combines two arrays element by element, float32; up to three values more are read and written. */
export function combine(a: usize, b: usize, out: usize, count: i32, operation: i32): void {
  const end = a + (<usize>count << 2);
  for (; a < end; a += 16) {
    const x = v128.load(a);
    const y = v128.load(b);
    let z = x;
    if (operation == ADD) z = f32x4.add(x, y);
    else if (operation == SUBTRACT) z = f32x4.sub(x, y);
    else if (operation == MULTIPLY) z = f32x4.mul(x, y);
    else if (operation == MAXIMUM) z = f32x4.max(x, y);
    else if (operation == MINIMUM) z = f32x4.min(x, y);
    else z = f32x4.div(x, y);
    v128.store(out, z);
    b += 16;
    out += 16;
  }
}
