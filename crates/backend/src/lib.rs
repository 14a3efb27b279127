//! Keeps the settings, sends the cards.
