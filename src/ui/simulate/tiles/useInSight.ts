import { useEffect, useState, type RefObject } from 'react';

/** So far before it comes into sight, in pixels, an element counts as in sight. */
const AHEAD = 300;

/**
 * Whether an element is, or ever was, in sight or near it in what it scrolls in. For pictures that are much work and of
 * which most are out of sight.
 * @param scroller  selector of the element that it scrolls in; without one around, the window
 */
export function useInSight(element: RefObject<HTMLElement | null>, scroller: string): boolean {
  const [isInSight, setInSight] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || isInSight) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setInSight(true);
      },
      { root: target.closest(scroller), rootMargin: `${AHEAD}px` },
    );
    observer.observe(target);
    return () => {
      observer.disconnect();
    };
  }, [element, scroller, isInSight]);
  return isInSight;
}
