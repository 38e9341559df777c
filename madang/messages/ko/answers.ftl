# `madang answer`와 `madang calendar`가 하는 말. en/answers.ftl과 같은 이름, 같은 자리입니다.

answer-none-of = { $known } 가운데 하나가 아닙니다
answer-evidence-needless = --evidence는 --step done과 함께 씁니다. { PARTICLE($step, "과는/와는") } 쓰지 않습니다
answer-planned-needless = --planned-by는 --step delayed와 함께 씁니다. { PARTICLE($step, "과는/와는") } 쓰지 않습니다
answer-planned-missing = --step delayed에는 새 날짜 --planned-by가 있어야 합니다
answer-no-step = --step { $step }: { $known } 가운데 하나가 아닙니다
answer-given = { $subject }에 답했습니다
answer-progress = { $subject }의 이행 상황을 기록했습니다
answer-reexamination = { $subject }의 재심사를 요청했습니다
answer-expertise = { $subject }에 관해 전문가에게 물었습니다. 답변 기한은 { $until }까지 멈춥니다
calendar-no-period = { PARTICLE($text, "은/는") } 기간이 아닙니다. 14d나 1m처럼 적으십시오
calendar-fixed = { $programme }의 달력을 정했습니다
calendar-amended = { $programme }의 달력을 고쳤습니다
calendar-periods = { $programme }의 기간을 정했습니다
