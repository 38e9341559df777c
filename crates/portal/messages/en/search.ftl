search-title = Search everything
search-lead = Looks in titles and summaries of proposals, in voices, needs and answers, in names of institutions and bodies, and in numbers and titles of commitments.
search-nothing = Nothing was found. Fewer or other words may help.
search-all = { $count ->
    [one] See the { $number } proposal found in this programme
   *[other] See all { $number } proposals found in this programme
}
search-all-more = See the more than { $number } { FORM($number, "proposal/proposals") } found in this programme
search-commitments-more = { $count ->
    [one] One more commitment was found: its country’s list has it.
   *[other] { $number } more commitments were found: the countries’ lists have them.
}
search-voices = { $count ->
    [one] See the { $number } voice found in this programme
   *[other] See all { $number } voices found in this programme
}
search-voices-more = See the more than { $number } { FORM($number, "voice/voices") } found in this programme
search-needs = { $count ->
    [one] See the { $number } need found in this programme
   *[other] See all { $number } needs found in this programme
}
search-needs-more = See the more than { $number } { FORM($number, "need/needs") } found in this programme
search-answers = { $count ->
    [one] See the { $number } answer found in this programme
   *[other] See all { $number } answers found in this programme
}
search-answers-more = See the more than { $number } { FORM($number, "answer/answers") } found in this programme
search-institutions = Institutions
search-bodies = Bodies
