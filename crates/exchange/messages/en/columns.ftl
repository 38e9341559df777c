# What columns and fields are called that only files have, and not the record.

column-age = age
column-cost = cost
column-district = district
column-expert = expert
column-id = identifier
column-number = how many are selected
column-place = place
column-project = proposal
column-project-id = number of the proposal
column-score = score
column-selected = whether it is selected
column-sex = sex
column-vote = proposals chosen
column-voter-id = voter
column-votes = proposals chosen
column-weight = how many voters
column-what-changed = words on what changed
column-projects = proposals chosen
column-category = category
column-beneficiaries = audience
column-language = language
