//! Takes the markup over that the same view made when the page was built. The only file
//! here that calls tachys, the renderer below Leptos: Leptos' own way to do it
//! (`hydrate_from`) also brings what a server of Leptos sends, 5 KB of the first visit.

use crate::{form::model::ConfigPage, lang::Texts};
use leptos::{
    prelude::{IntoView, Render, RenderHtml},
    tachys::{
        html::{
            attribute::{AttributeValue, any_attribute::AnyAttribute},
            class::IntoClass,
            element::InnerHtmlValue,
        },
        hydration::Cursor,
        no_attrs,
        renderer::{CastFrom, types::Element},
        view::{Position, PositionState},
    },
};

use std::mem::ManuallyDrop;

/// Shows a state from now on.
pub(super) type Shown = Box<dyn FnMut(&ConfigPage)>;

/// Takes over the markup that begins at an element. It must be the view's own, of a state
/// like `begun`: what is there is believed, and only written when it changes.
pub(super) fn take_over<V: IntoView + 'static>(
    place: &Element,
    begun: &ConfigPage,
    texts: Texts,
    view: fn(&ConfigPage, Texts) -> V,
) -> Shown {
    let cursor = Cursor::new(place.clone());
    let begins = PositionState::new(Position::Current);
    let shown = view(begun, Texts::SILENT).hydrate::<true>(&cursor, &begins);
    let mut shown = ManuallyDrop::new(shown); // it is there as long as its document
    Box::new(move |page| view(page, texts).rebuild(&mut shown))
}

/// The markup of a view before anything is said, as [`take_over`] wants to find it.
pub(super) fn markup_of<V: IntoView>(
    begun: &ConfigPage,
    view: fn(&ConfigPage, Texts) -> V,
) -> String {
    view(begun, Texts::SILENT).to_html()
}

/// As `view!`, but an attribute that is a word (`id="name"`) is [`Still`].
macro_rules! markup {
    (@ [$($done:tt)*]) => {
        ::leptos::prelude::view! { $($done)* }
    };
    (@ [$($done:tt)*] = $word:literal $($rest:tt)*) => {
        $crate::form::ui::take_over::markup!(@ [$($done)* = $crate::form::ui::take_over::Still($word)] $($rest)*)
    };
    (@ [$($done:tt)*] $next:tt $($rest:tt)*) => {
        $crate::form::ui::take_over::markup!(@ [$($done)* $next] $($rest)*)
    };
    ($($all:tt)*) => {
        $crate::form::ui::take_over::markup!(@ [] $($all)*)
    };
}
pub(super) use markup;

/// An attribute that never changes. It is in the markup and nowhere else: kept and compared
/// like others, all of them weigh 2 KB of the first visit.
#[derive(Clone, Copy)]
pub(super) struct Still(pub(super) &'static str);

impl AttributeValue for Still {
    type State = ();
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html(self, name: &str, html: &mut String) {
        AttributeValue::to_html(self.0, name, html);
    }

    fn to_template(_: &str, _: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &str, _: &Element) {}

    // Called for an attribute whose name tachys does not know, also when markup is taken over.
    fn build(self, _: &Element, _: &str) {}

    fn rebuild(self, _: &str, (): &mut ()) {}

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

impl IntoClass for Still {
    type State = ();
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html(self, class: &mut String) {
        class.push_str(self.0);
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Element) {}

    fn build(self, _: &Element) {}

    fn rebuild(self, (): &mut ()) {}

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn reset((): &mut ()) {}
}

/// Elements that never change, below one that the view knows.
impl InnerHtmlValue for Still {
    type State = ();
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        self.0.len()
    }

    fn to_html(self, html: &mut String) {
        html.push_str(self.0);
    }

    fn to_template(_: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Element) {}

    fn build(self, _: &Element) {}

    fn rebuild(self, (): &mut ()) {}

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

/// A sentence, or none: the only child of its element. Unlike an `Option<String>` it
/// leaves no mark where there is none, so that the element is `:empty`.
pub(super) struct Said(pub(super) Option<String>);

impl Render for Said {
    type State = Element;

    fn build(self) -> Element {
        unreachable!("it is always in the markup")
    }

    /// What is there already is not announced again.
    fn rebuild(self, element: &mut Element) {
        let says = self.0.unwrap_or_default();
        if element.text_content().as_deref() != Some(&says) {
            element.set_text_content(Some(&says));
        }
    }
}

impl RenderHtml for Said {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        if let Some(says) = self.0.filter(|says| !says.is_empty()) {
            says.to_html_with_buf(html, position, escape, mark_branches, attributes);
        }
    }

    /// The cursor is at the element, whose first child this would be.
    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, _: &PositionState) -> Element {
        Element::cast_from(cursor.current()).expect("it is the only child of an element")
    }

    fn into_owned(self) -> Self {
        self
    }
}

no_attrs!(Said);
