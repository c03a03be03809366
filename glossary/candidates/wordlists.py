"""Words that no term of United Nations texts has, begins with or ends in: what grammar alone does not tell."""

from __future__ import annotations

from glossary.segment.heads import Bare, head_of

# Function words and verbs of reporting and doing: a term never holds them.
NEVER_INSIDE = frozenset(
    """
    是 有 在 对 为 了 着 过 等 被 把 将 会 要 能 应 也 还 又 都 已 仍 就 才 只 均 更 最 很 其 这 那 之 所 以 使 让 由 或 并 而 但
    因 此 该 它 他 她 我 你 们 您 上述 下列 以下 如下 包括 关于 根据 按照 通过 正在 已经 没有 可以 必须 应当 应该 可能 能够 需要
    例如 其中 以及 因此 此外 然而 同时 他们 我们 它们 自己 什么 如何 这些 那些 这个 那个 这种 某些 任何 每个 各种 时 者 方面
    先生 女士 提供 纳入 涉及 有助于 旨在 致力于 侧重于 不妨 鼓励 敦促 呼吁 吁请 促请 得出 至关重要 必不可少 举办 举行 采取
    作出 具有 予以 给予 认为 表示 指出 强调 重申 继续 受到 获得 取得 得到 导致 造成 引起 面临 存在 成为 作为 属于 希望 使用
    """.split()
)
_VERBS = """
    加强 促进 推动 开展 进行 确保 支持 支助 尊重 参加 参与 履行 落实 制定 建立 适用 停止 应对 利用 实现 提高 改善 扩大 增加
    减少 努力 要求 请求 欢迎 注意 说明 发生 负责 认识 考虑 铭记 提交 审议 实施 完成 确定 讨论 介绍 通报 组织 发表 出席 遵守
    保护 维护 解决 处理 满足 协助 帮助 批准 做
"""
AVOIDED_FIRST = frozenset(
    f"""
    {_VERBS}
    保持 维持 打击 执行 缔结 代表 改进 滥用 享有 违反 调查 从事 关切 赞赏 满意 注意到 感谢 谴责 邀请 授权 决定 建议 同意
    包含 影响 产生 发挥 达到 超过 占 约 近 预计 估计 回顾 相关 有关 其他 重要 主要 具体 进一步 目前 当前 现有 充分 全面 良好
    严重 巨大 广泛 积极 共同 大量 许多 更多 更好 特别 一些 部分 全部 所有 整个 各 各国 本 请 经 受 前 后 下 上 中 内 外 同 与 跟
    新 旧 大 小 多 少 不断 日益 密切 有效 适当 必要 迫切 关键 最新 第一 首先 两 三 四 几 数 项 次 种 名 位 个 年 月 日 平均 根本
    相互 单方面 人 本国 下次 上次 负面 潜在 传统 最高 早日 重振 各项 谨 届
    """.split()
)
AVOIDED_LAST = frozenset(
    f"""
    {_VERBS}
    有效 问题 情况 局势 影响 作用 成员 中 内 外 上 下 间 前 后 联系 草稿 草案 发言 工作 决定 有关 相关 重要性 范围 部分 措施 意见
    方式 方法 活动 做法 经验 需求 实体 机会 结果 成果 领域 数目 数量 水平 程度 基础 过程 期间 内容 任务
    当局 性质 规定
    """.split()
)
# Heads that bare mean nothing in particular, and still make names; and heads that bare are names, and make ordinary terms.
_NAMING = frozenset(
    """
    中心 基金会 基金 信托基金 协会 联合会 联盟 集团 机制 特派团 部队 小组 组 大学 学院 银行 法 法案 网络 平台 运动 奖 条例 法庭
    """.split()
)
_VAGUE = frozenset("契约 原则 指南 规则 文书 框架".split())
_SHORTEST_NAME = 5


def ends_like_a_name(text: str) -> bool:
    """Return whether *text* (folded) ends in a noun that bodies, instruments, programmes ... are named by.

    >>> [text for text in ("区域反恐中心", "长期培训方案", "区域网络", "培训中心", "国家法律") if ends_like_a_name(text)]
    ['区域反恐中心', '长期培训方案']
    """
    head = head_of(text)
    if head is None or len(text) < _SHORTEST_NAME:
        return False
    return (head.bare is not Bare.THAT or head.zh in _NAMING) and head.zh not in _VAGUE
