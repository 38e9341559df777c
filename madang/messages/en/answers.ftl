# What `madang answer` and `madang calendar` say. The messages here stand in ko/answers.ftl too, with the same placeholders.

answer-none-of = is none of { $known }
answer-evidence-needless = --evidence goes with --step done, not with { $step }
answer-planned-needless = --planned-by goes with --step delayed, not with { $step }
answer-planned-missing = --step delayed goes with --planned-by, the new day
answer-no-step = --step { $step }: is none of { $known }
answer-given = { $subject } is answered
answer-progress = progress on { $subject } is on record
answer-reexamination = another look at { $subject } was asked for
answer-expertise = an expert was asked about { $subject }; its clock stands still until { $until }
calendar-no-period = { $text } is no period; write 14d or 1m
calendar-fixed = the calendar of { $programme } is fixed
calendar-amended = the calendar of { $programme } is amended
calendar-periods = the periods of { $programme } are fixed
