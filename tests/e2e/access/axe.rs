//! What axe says of the page as it stands, in each theme.

use crate::support::{ConfigPage, text_is};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path};

/// Looks at the page in each theme. Contrast is a rule of axe's, over computed
/// styles; what it cannot decide counts as a breach too.
const LOOK: &str = "const done = arguments[0], root = document.documentElement;
    (async () => {
        const before = root.dataset.theme, found = [];
        for (const theme of ['default', 'dark', 'contrast', 'glass']) {
            root.dataset.theme = theme;
            const { violations, incomplete } = await axe.run(document, { rules: RULES });
            const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
            for (const { id, nodes } of [...violations, ...unsure]) {
                found.push(`${theme}: ${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join()}`);
            }
        }
        if (before) root.dataset.theme = before;
        else delete root.dataset.theme; // no host has said one
        done(found.join('; '));
    })().catch((error) => done(String(error)));";

/// No breach in any theme, and the phase is still the one looked at.
pub(crate) async fn passes(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    look(page, phase, "{}").await
}

/// Contrast is then the system's: axe would compare our colours with its background.
pub(super) async fn passes_in_forced_colours(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    look(page, phase, "{ 'color-contrast': { enabled: false } }").await
}

async fn look(page: &ConfigPage<'_>, phase: &str, rules: &str) -> Result<()> {
    page.reaches(phase).await?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(file).context("axe-core is missing: `npm ci` brings it")?;
    page.ask::<()>(&format!("{axe}; arguments[0]()")).await?;
    let found: String = page.ask(&LOOK.replace("RULES", rules)).await?;
    ensure!(found.is_empty(), "{phase}: {found}");
    text_is(
        "the phase looked at",
        &page.root("data-phase").await?,
        phase,
    )
}
