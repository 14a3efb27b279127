//! The pages' words in Simplified Chinese.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "频道中的通知",
    name: "名称",
    sends: "发送内容",
    created: "已创建的任务",
    updated: "已更新的任务",
    both: "已创建和已更新的任务",
    state: "状态",
    unproven: "已开启，尚未发送卡片",
    ok: "已开启",
    failing: "已开启，上一张卡片未送达",
    off: "已关闭",
    last_card: "上一张卡片",
    no_card: "尚无",
    made: "设置日期",
    to_change: "若要更改，请在 Teams 中打开设置并保存。",
    if_stopped: "停止后，频道中的所有人都不会再收到卡片。若要重新开始，请在 Teams 中保存设置。",
    stop: "停止卡片",
    wrong: (
        "此链接无法使用。",
        "链接可能在途中被截断，请从卡片重新打开。",
    ),
    expired: ("此链接已超过 30 天。", "请使用较新卡片上的链接。"),
    gone: ("此链接指向的内容已被移除。", "你无需执行任何操作。"),
    outdated: ("此页面已过期。", "请重新打开卡片上的链接。"),
    not_yours: (
        "只有设置它的人才能执行此操作。",
        "请联系该人员或你的管理员。",
    ),
    stopped: (
        "卡片已停止。",
        "若要重新开始，请在 Teams 中打开设置并保存。",
    ),
    busy: ("请求过多。", "请等待一分钟，然后重试。"),
    unavailable: ("目前无法执行此操作。", "请在一分钟后重试。"),
};
