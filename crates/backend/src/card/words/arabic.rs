//! The cards' words in Arabic.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "تم إنشاء مهمة",
    updated: "تم تحديث مهمة",
    both: "المهام المنشأة والمحدثة",
    task: "المهمة",
    assigned_to: "مسندة إلى",
    shortened: "مختصر",
    summary: "إشعارات المهام: {n}",
    more: "و{n} أخرى",
    test: "بطاقة اختبار",
    test_text: "هذه القناة متصلة.",
    sends: "ما يُرسَل",
    configured: "تم إعداد إشعارات المهام",
    gets_created: "تتلقى هذه القناة الآن إشعارات عن المهام المنشأة",
    gets_updated: "تتلقى هذه القناة الآن إشعارات عن المهام المحدثة",
    gets_both: "تتلقى هذه القناة الآن إشعارات عن المهام المنشأة والمحدثة",
    type_code: "هل ترى هذه البطاقة؟ اكتب {code} في صفحة التكوين.",
    created_by: "أنشأها",
    updated_by: "حدّثها",
    due: "تاريخ الاستحقاق",
    importance: "الأهمية",
    low: "منخفضة",
    high: "عالية",
    urgent: "عاجلة",
    view_in: "عرض في {host}",
    changed: "تم تغييره",
    date: "{day} {month} {year}",
    months: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
};
