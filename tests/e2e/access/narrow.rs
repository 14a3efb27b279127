//! The page in little room: nothing is pushed out sideways.

use crate::support::ConfigPage;
use anyhow::{Result, ensure};

/// Makes the frame narrow, then the letters twice as large, and tells what sticks
/// out. A frame of 320 px is what a browser's zoom of 200 % leaves of 640; letters
/// alone grow when a person has chosen larger ones.
const SQUEEZE: &str = "const done = arguments[0], root = document.documentElement, frame = window.frameElement;
    const beyond = (element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < 0 || right > root.clientWidth;
    };
    (async () => {
        const found = [];
        for (const [name, width, letters] of [['320 px', 320, 100], ['200 %', 640, 200]]) {
            Object.assign(frame.style, { flex: 'none', width: `${width}px`, height: '700px' });
            root.style.fontSize = `${letters}%`;
            await new Promise(requestAnimationFrame);
            if (root.scrollWidth <= root.clientWidth) continue;
            const culprits = [...document.querySelectorAll('main *')].filter(beyond).map(({ outerHTML }) => outerHTML);
            found.push(`${name}: ${root.scrollWidth} px of ${root.clientWidth}: ${culprits.join()}`);
        }
        frame.removeAttribute('style');
        root.removeAttribute('style');
        done(found.join('; '));
    })().catch((error) => done(String(error)));";

/// Nobody has to scroll sideways, not at 320 px and not at 200 %.
pub(crate) async fn fits(page: &ConfigPage<'_>, what: &str) -> Result<()> {
    let found: String = page.ask(SQUEEZE).await?;
    ensure!(found.is_empty(), "{what} needs more room: {found}");
    Ok(())
}
