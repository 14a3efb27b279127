//! Who can stop a connector's cards, and how its reader is told. Pure.

use crate::card::Language;

/// Who stopped a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopper {
    /// A person, by the link on a card.
    Card,
    /// The operator, on the command line.
    Operator,
}

impl Stopper {
    /// As it stands in the database.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Operator => "operator",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Card, Self::Operator]
            .into_iter()
            .find(|one| one.code() == code)
    }

    /// In English.
    pub(crate) fn sentence(self) -> &'static str {
        self.sentence_in(Language::English)
    }

    /// What happened, and what to do if cards are wanted.
    pub(crate) fn sentence_in(self, language: Language) -> &'static str {
        let [card, operator] = sentences(language);
        match self {
            Self::Card => card,
            Self::Operator => operator,
        }
    }
}

fn sentences(language: Language) -> [&'static str; 2] {
    match language {
        Language::English => [
            "Somebody stopped the cards with the link on a card. Save to start them again.",
            "An administrator stopped the cards. Ask your administrator to start them again.",
        ],
        Language::German => [
            "Jemand hat die Karten mit dem Link auf einer Karte angehalten. Speichern Sie, um wieder Karten zu erhalten.",
            "Die Administration hat die Karten angehalten. Bitten Sie sie, das Senden wieder zu starten.",
        ],
        Language::French => [
            "Quelqu’un a arrêté les cartes avec le lien d’une carte. Enregistrez pour en recevoir à nouveau.",
            "L’administration a arrêté les cartes. Demandez-lui de reprendre l’envoi.",
        ],
        Language::Spanish => [
            "Alguien detuvo las tarjetas con el vínculo de una tarjeta. Guarde para volver a recibirlas.",
            "La administración detuvo las tarjetas. Pídale que reanude el envío.",
        ],
        Language::Portuguese => [
            "Alguém interrompeu os cartões com o link de um cartão. Salve para recebê-los novamente.",
            "A administração interrompeu os cartões. Peça que ela retome o envio.",
        ],
        Language::Japanese => [
            "カードのリンクから送信が停止されました。再開するには保存してください。",
            "管理者が送信を停止しました。再開するには管理者に依頼してください。",
        ],
        Language::Chinese => [
            "有人通过卡片上的链接停止了发送。保存后会重新开始。",
            "管理员停止了发送。请联系管理员重新开始。",
        ],
        Language::Arabic => [
            "أوقف شخص ما البطاقات من الرابط الموجود في إحداها. احفظ لتصل من جديد.",
            "أوقف المسؤول البطاقات. اطلب منه استئناف الإرسال.",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stopped_it_is_known_by_code() {
        for one in [Stopper::Card, Stopper::Operator] {
            assert_eq!(Stopper::from_code(one.code()), Some(one));
        }
        assert_eq!(Stopper::from_code("other"), None);
    }
}
