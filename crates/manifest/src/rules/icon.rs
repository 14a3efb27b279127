//! Icons, by their names and by their pixels.

use super::rules;
use crate::app::App;
use crate::files::{Files, Path};
use crate::finding::{Fix, Found, quoted};
use crate::icon::picture::{NoPicture, Picture};

rules! {
    ADDRESS "icon-address" Error Error Error
        "Icons travel in the package; an address is not followed." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    OUTSIDE "icon-outside" Error Error Error
        "Files come from the package and from nowhere else." "Agents Toolkit refuses such paths"
    MISSING "icon-missing" Error Error Error
        "Teams refuses a package without the icon it names." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    SAME "icon-same-file" Error Error Error
        "The two icons have other sizes." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    KIND "icon-not-png" Error Error Error
        "Teams takes PNG only, whatever the file is called." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    DAMAGED "icon-damaged" Error Error Error
        "A picture that is cut off is not shown." "the PNG standard"
    ANIMATED "icon-animated" Warning Warning Error
        "Only the first picture is shown." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    INTERLACED "icon-interlaced" Note Note Warning
        "It makes a small picture larger, and some readers refuse it." "the PNG standard"
    DEEP "icon-16-bit" Note Note Warning
        "Twice the bytes for colours that nobody sees." "the PNG standard"
    HEAVY "icon-heavy" Note Note Warning
        "The registration of connectors took 60 KB at most." "outlook-dev-docs: connectors-dev-dashboard"
    COLOR_SIZE "icon-color-size" Error Error Error
        "The colour icon is 192 by 192 pixels." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    OUTLINE_SIZE "icon-outline-size" Error Error Error
        "The outline icon is 32 by 32 pixels." "Microsoft's InvalidOutlineIconHeightAndWidth; OfficeDev/microsoft-teams-apps-icebreaker#224"
    SMALL_SIZE "icon-color32-size" Error Error Error
        "The small colour icon is 32 by 32 pixels." "learn.microsoft.com/microsoft-365/extensibility/schema/root-icons"
    COLORED "icon-outline-colored" Error Error Error
        "Teams paints the outline itself: it has to be white on nothing." "Microsoft's InvalidOutlineIconHeightAndWidth; microsoft/o365-moodle#1753"
    SHADED "icon-outline-shaded" Off Off Note
        "Shades of transparency were refused by the store once; Microsoft's own template has them." "microsoft/o365-moodle#1753"
    EMPTY "icon-outline-empty" Error Error Error
        "An icon without a visible pixel shows nothing." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    FULL "icon-outline-full" Error Error Error
        "An outline without a transparent pixel is a white square." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    ROUNDED "icon-color-edges" Note Note Warning
        "Teams rounds the corners itself: the background is solid or not there at all." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
    MIDDLE "icon-color-middle" Note Note Warning
        "Teams cuts the square to other shapes; the sign is whole only within the middle 96 by 96 pixels." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons"
}

/// What is asked of one of the icons.
struct Asked {
    place: &'static str,
    file: &'static str,
    side: u32,
    size: &'static crate::finding::Rule,
    pixels: fn(&Picture, &mut Found),
}

const ASKED: &[Asked] = &[
    Asked {
        place: "/icons/color",
        file: "color.png",
        side: 192,
        size: &COLOR_SIZE,
        pixels: large_color,
    },
    Asked {
        place: "/icons/outline",
        file: "outline.png",
        side: 32,
        size: &OUTLINE_SIZE,
        pixels: outline,
    },
    Asked {
        place: "/icons/color32x32",
        file: "color32.png",
        side: 32,
        size: &SMALL_SIZE,
        pixels: color,
    },
];

/// Most bytes an icon needs.
const HEAVY_BYTES: usize = 60 * 1024;

/// Checks the names, and each file when the package is at hand.
pub(crate) fn check(app: App<'_>, files: Option<&Files>, found: &mut Found) {
    let (color, outline) = (app.text("/icons/color"), app.text("/icons/outline"));
    if color.is_some() && color == outline {
        let told = "Give the outline icon a file of its own.";
        return found.tell(&SAME, "/icons/outline", told);
    }
    for asked in ASKED {
        if let Some(name) = app.text(asked.place) {
            named(asked, name, files, found);
        }
    }
}

fn named(asked: &Asked, name: &str, files: Option<&Files>, found: &mut Found) {
    let place = asked.place;
    if name.contains("://") {
        let there = files.is_some_and(|files| files.names().any(|file| file == asked.file));
        let fix = Fix::Set(place.to_owned(), asked.file.into());
        let told = format!(
            "Put the picture into the package and name its file, such as {}.",
            asked.file
        );
        return found.tell_with(
            &ADDRESS,
            place,
            told,
            there.then_some(fix).into_iter().collect(),
        );
    }
    let Some(path) = Path::inside(name) else {
        let told = format!("Name a file of the package instead of {}.", quoted(name));
        return found.tell(&OUTSIDE, place, told);
    };
    let Some(files) = files else {
        return;
    };
    let Some(bytes) = files.get(&path) else {
        let other = files
            .names()
            .find(|file| file.eq_ignore_ascii_case(&path.0));
        let told = match other {
            Some(file) => format!("Write {} as the file is called: {file}.", quoted(name)),
            None => format!("Put {} into the package.", quoted(name)),
        };
        return found.tell(&MISSING, place, told);
    };
    let mut inner = Found::in_file(&path.0);
    picture(asked, bytes, &mut inner);
    found.findings.extend(inner.findings);
}

fn picture(asked: &Asked, bytes: &[u8], found: &mut Found) {
    let picture = match Picture::read(bytes) {
        Ok(picture) => picture,
        Err(NoPicture::OtherKind) => {
            return found.tell(&KIND, "", "Save the picture as PNG.");
        }
        Err(NoPicture::Damaged) => {
            return found.tell(
                &DAMAGED,
                "",
                "Save the picture again: it is cut off or broken.",
            );
        }
    };
    let (width, height, side) = (picture.width, picture.height, asked.side);
    if (width, height) != (side, side) {
        let told = format!("Make it {side} by {side} pixels; it has {width} by {height}.");
        return found.tell(asked.size, "", told);
    }
    for (odd, rule, told) in [
        (
            picture.animated,
            &ANIMATED,
            "Save one picture, without animation.",
        ),
        (
            picture.interlaced,
            &INTERLACED,
            "Save it without interlacing.",
        ),
        (picture.deep, &DEEP, "Save it with 8 bits per channel."),
        (
            bytes.len() > HEAVY_BYTES,
            &HEAVY,
            "Save it in less than 60 KB.",
        ),
    ] {
        if odd {
            found.tell(rule, "", told);
        }
    }
    (asked.pixels)(&picture, found);
}

fn outline(picture: &Picture, found: &mut Found) {
    let visible: Vec<_> = picture.pixels.iter().filter(|pixel| pixel[3] > 0).collect();
    let opaque = visible.iter().filter(|pixel| pixel[3] == 255).count();
    if visible.is_empty() {
        found.tell(&EMPTY, "", "Draw the outline in white.");
    } else if visible.iter().any(|pixel| pixel[..3] != [255; 3]) {
        let told = "Make every visible pixel white: red, green and blue 255.";
        found.tell(&COLORED, "", told);
    } else if opaque == picture.pixels.len() {
        found.tell(&FULL, "", "Make the background transparent.");
    } else if opaque < visible.len() {
        let told = format!(
            "{} pixels are half transparent; draw without smoothing.",
            visible.len() - opaque
        );
        found.tell(&SHADED, "", told);
    }
}

/// Where the sign belongs, from the first pixel to the one behind the last.
const MIDDLE_PART: std::ops::Range<u32> = 48..144;

fn large_color(picture: &Picture, found: &mut Found) {
    let before = found.findings.len();
    color(picture, found);
    // Round corners are no sign.
    if found.findings.len() == before {
        sign(picture, found);
    }
}

fn sign(picture: &Picture, found: &mut Found) {
    let background = picture.at(0, 0);
    let places = (0..picture.height).flat_map(|y| (0..picture.width).map(move |x| (x, y)));
    let around = places.filter(|(x, y)| !(MIDDLE_PART.contains(x) && MIDDLE_PART.contains(y)));
    let other = around.filter(|(x, y)| differs(picture.at(*x, *y), background));
    match other.count() {
        0 => {}
        other => {
            let told = format!(
                "Draw the sign smaller: {other} pixels around the middle are not of the background's colour."
            );
            found.tell(&MIDDLE, "", told);
        }
    }
}

/// What a person sees as another colour; a slow change of the background is none from
/// one corner on.
fn differs(one: [u8; 4], other: [u8; 4]) -> bool {
    let visible = one[3].max(other[3]) > 0;
    visible
        && one
            .iter()
            .zip(other)
            .any(|(one, other)| one.abs_diff(other) > 48)
}

fn color(picture: &Picture, found: &mut Found) {
    let alphas: Vec<_> = picture.edge().map(|pixel| pixel[3]).collect();
    let all = |alpha: u8| alphas.iter().all(|edge| *edge == alpha);
    if !all(255) && !all(0) {
        let told = "Fill the whole square, without round corners, or leave the edge transparent.";
        found.tell(&ROUNDED, "", told);
    }
}
