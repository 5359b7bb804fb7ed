"""Who gets what answer from each address: read it like a table, change it on purpose.

`login` sends to the sign-in page. 404 hides what one may not know. 403 says no. 405: not this way.
A line with one answer is the same for everybody; otherwise one answer per person, in the order of PEOPLE:

- anonymous; nobody (an account without a role)
- desk, mediator and manager of the member place; neighbour of the neighbour place; partner of the territory
- coordinator; stranger (the coordinator of another network); admin (of the installation)
"""

from django.utils import timezone

from tests.world import SECRET, World

# The address of a text of langue de bois.
WAFFLE = "1-dim-2nr5b7mx60s3f86jnvq87xjvepgbg"

PEOPLE = [
    "anonymous",
    "nobody",
    "desk",
    "mediator",
    "manager",
    "neighbour",
    "partner",
    "coordinator",
    "stranger",
    "admin",
]

TABLE = """
#                                 anon  nobody desk medi  mana  neigh partn coord strng admin
GET  pages:home                   200
GET  pages:company                200
GET  pages:network                200
GET  pages:agenda                 login 404   200   200   200   200   200   200   404   200
GET  pages:place                  200
GET  pages:place_sheet            200
GET  pages:door_sheet             200
GET  pages:credits                200
GET  pages:accessibility          200
GET  api:subscription             login 200   200   200   200   200   200   200   200   200
POST api:open_feed                login 302   302   302   302   302   302   302   302   302
POST api:revoke_feed              login 302   302   302   302   302   302   302   302   302
GET  api:own_ical                 200
GET  api:network_ical             200
GET  api:network_atom             200
GET  api:place_ical               200
GET  api:place_atom               200
GET  communication:clarity        200
POST communication:clarity        422
GET  communication:statements     200
GET  communication:atom           200
GET  communication:corrections    200
GET  communication:statement      200
GET  communication:version        200
GET  communication:history        200
GET  communication:create_statement login 404 404   404   404   404   404   200   404   200
POST communication:create_statement login 404 404   404   404   404   404   422   404   422
GET  communication:write          login 404   404   404   404   404   404   200   404   200
POST communication:write          login 404   404   404   404   404   404   422   404   422
GET  communication:publish        login 404   404   404   404   404   404   200   404   200
POST communication:publish        login 404   404   404   404   404   404   422   404   422
GET  communication:add_quote      login 404   404   404   404   404   404   200   404   200
POST communication:add_quote      login 404   404   404   404   404   404   422   404   422
GET  communication:change_quote   login 404   404   404   404   404   404   200   404   200
POST communication:change_quote   login 404   404   404   404   404   404   422   404   422
GET  communication:sign           login 404   404   404   404   404   404   200   404   200
POST communication:sign           login 404   404   404   404   404   404   422   404   422
POST communication:drop_signature login 404   404   404   404   404   404   302   404   302
GET  communication:read_by        login 404   404   404   404   404   404   200   404   200
POST communication:read_by        login 404   404   404   404   404   404   422   404   422
GET  communication:report_mistake 200
POST communication:report_mistake 422
GET  communication:report_sent    200
GET  communication:reports        login 404 404   404   404   404   404   200   404   200
GET  communication:report         login 404 404   404   404   404   404   200   404   200
POST communication:report         login 404 404   404   404   404   404   422   404   422
POST communication:take_report    login 404 404   404   404   404   404   302   404   302
GET  communication:posters        login 404   200   200   200   200   200   200   404   200
GET  communication:create_poster  login 404   404   200   200   200   404   200   404   200
POST communication:create_poster  login 404   404   404   404   404   404   422   404   422
GET  communication:poster         200
GET  communication:poster_version 200
GET  communication:change_poster  login 404   404   200   200   404   404   200   404   200
POST communication:change_poster  login 404   404   422   422   404   404   422   404   422
GET  communication:poster_files   login 404   200   200   200   200   200   200   404   200
GET  communication:poster_file    login 404   200   200   200   200   200   200   404   200
GET  communication:poster_batch   login 404   200   200   200   200   200   200   404   200
GET  communication:waffle         200
GET  communication:draw           422
GET  communication:text           200
GET  communication:change         302
GET  watch:stories                login 404   200   200   200   404   404   200   404   200
GET  watch:story                  login 404   200   200   200   404   404   200   404   200
POST watch:mark                   login 404   302   302   302   404   404   302   404   302
POST watch:choose                 login 404   302   302   302   404   404   302   404   302
POST watch:hand                   login 404   302   302   302   404   404   302   404   302
POST watch:part                   login 404   302   302   302   404   404   302   404   302
POST watch:rejoin                 login 404   302   302   302   404   404   302   404   302
GET  watch:themes                 login 404   200   200   200   404   404   200   404   200
GET  watch:create_theme           login 404   404   404   404   404   404   200   404   200
POST watch:create_theme           login 404   404   404   404   404   404   422   404   422
GET  watch:theme                  login 404   200   200   200   404   404   200   404   200
POST watch:theme                  login 404   422   422   422   404   404   422   404   422
GET  watch:edit_theme             login 404   404   404   404   404   404   200   404   200
POST watch:edit_theme             login 404   404   404   404   404   404   422   404   422
POST watch:watcher                login 404   302   302   302   404   404   302   404   302
GET  watch:sources                login 404   200   200   200   404   404   200   404   200
GET  watch:add_source             login 404   404   200   404   404   404   200   404   200
POST watch:add_source             login 404   404   422   404   404   404   422   404   422
GET  watch:export_list            login 404   200   200   200   404   404   200   404   200
GET  watch:import_list            login 404   404   200   404   404   404   200   404   200
POST watch:import_list            login 404   404   422   404   404   404   422   404   422
GET  watch:source                 login 404   200   200   200   404   404   200   404   200
POST watch:source                 login 404   404   302   404   404   404   302   404   302
POST watch:read_soon              login 404   404   302   404   404   404   302   404   302
POST watch:stop_source            login 404   404   302   404   404   404   302   404   302
POST watch:follow                 login 404   404   302   404   404   404   302   404   302
GET  watch:rules                  login 404   200   200   200   404   404   200   404   200
GET  watch:create_rule            login 404   404   200   404   404   404   200   404   200
POST watch:create_rule            login 404   404   422   404   404   404   422   404   422
GET  watch:edit_rule              login 404   404   200   404   404   404   200   404   200
POST watch:edit_rule              login 404   404   422   404   404   404   422   404   422
POST watch:apply_rule             login 404   404   302   404   404   404   302   404   302
POST watch:remove_rule            login 404   404   302   404   404   404   302   404   302
GET  watch:reviews                200
GET  watch:atom                   200
GET  watch:draft                  login 404   200   200   200   404   404   200   404   200
POST watch:draft                  login 404   302   302   302   404   404   302   404   302
GET  watch:publish                login 404   404   404   404   404   404   200   404   200
POST watch:publish                login 404   404   404   404   404   404   422   404   422
POST watch:move_line              login 404   302   302   302   404   404   302   404   302
GET  watch:review                 200
GET  watch:review_sheet           200
GET  watch:cities                 200
GET  watch:announcement           200
GET  watch:create_announcement    login 404   404   404   404   404   404   200   404   200
POST watch:create_announcement    login 404   404   404   404   404   404   422   404   422
GET  watch:edit_announcement      login 404   404   404   404   404   404   200   404   200
POST watch:edit_announcement      login 404   404   404   404   404   404   422   404   422
GET  watch:add_fact               login 404   404   404   404   404   404   200   404   200
POST watch:add_fact               login 404   404   404   404   404   404   422   404   422
GET  watch:add_position           login 404   404   404   404   404   404   200   404   200
POST watch:add_position           login 404   404   404   404   404   404   422   404   422
POST watch:remove_fact            login 404   404   404   404   404   404   302   404   302
POST watch:remove_position        login 404   404   404   404   404   404   302   404   302
GET  companies:ask                200
POST companies:ask                422
GET  companies:find_certificate   200
GET  companies:check              200
GET  companies:follow             200
POST companies:accept             302
GET  companies:turn_down          200
POST companies:turn_down          422
GET  companies:sign               200
POST companies:sign               422
GET  companies:convention         200
GET  companies:people             200
POST companies:people             422
POST companies:remove             302
POST companies:confirm            302
GET  companies:withdraw           200
POST companies:withdraw           302
GET  companies:certificates       200
GET  companies:certificate_files  200
GET  companies:certificate        200
GET  companies:list               login 404   404   200   200   404   404   200   200   200
GET  companies:enquiry            login 404   404   200   200   404   404   200   404   200
GET  companies:add_option         login 404   404   200   200   404   404   200   404   200
POST companies:add_option         login 404   404   422   422   404   404   422   404   422
POST companies:drop_option        login 404   404   302   302   404   404   302   404   302
POST companies:send               login 404   404   302   302   404   404   302   404   302
GET  companies:recall             login 404   404   200   200   404   404   200   404   200
POST companies:recall             login 404   404   422   422   404   404   422   404   422
GET  companies:decline            login 404   404   200   200   404   404   200   404   200
POST companies:decline            login 404   404   422   422   404   404   422   404   422
GET  companies:paper              login 404   404   200   200   404   404   200   404   200
POST companies:paper              login 404   404   422   422   404   404   422   404   422
GET  companies:team_convention    login 404   404   200   200   404   404   200   404   200
POST companies:open               login 404   404   302   302   404   404   302   404   302
GET  companies:confirm_halves     login 404   404   200   200   404   404   200   404   200
POST companies:confirm_halves     login 404   404   422   422   404   404   422   404   422
GET  companies:sheet              login 404   404   200   200   404   404   200   404   200
POST companies:sheet              login 404   404   404   404   404   404   404   404   404
POST companies:issue              login 404   404   302   302   404   404   302   404   302
GET  companies:team_certificates  login 404   404   200   200   404   404   200   404   200
GET  companies:team_certificate_files  login 404   404   200   200   404   404   200   404   200
GET  companies:withdraw_certificate login 404 404 200   200   404   404   200   404   200
POST companies:withdraw_certificate login 404 404 422   422   404   404   422   404   422
POST companies:renew              login 404   404   302   302   404   404   302   404   302
POST companies:split              login 404   404   302   302   404   404   302   404   302
GET  directory:search             200
GET  directory:csv                200
GET  directory:geojson            200
GET  directory:download           200
GET  directory:network_file       login 404   404   404   404   404   404   200   404   200
GET  directory:edit_hours         login 404   404   404   200   404   404   200   404   200
POST directory:edit_hours         login 404   404   404   200   404   404   200   404   200
POST directory:add_exception      login 404   404   404   422   404   404   422   404   422
POST directory:remove_exception   login 404   404   404   302   404   404   302   404   302
GET  directory:rooms              login 404   404   404   200   404   404   200   404   200
POST directory:rooms              login 404   404   404   200   404   404   200   404   200
POST directory:delete_room        login 404   404   404   302   404   404   302   404   302
GET  directory:edit_place         login 404   404   404   200   404   404   200   404   200
POST directory:edit_place         login 404   404   404   422   404   404   422   404   422
GET  directory:propose            login 404   200   200   404   404   404   404   404   404
POST directory:propose            login 404   422   422   404   404   404   404   404   404
POST directory:verify             login 404   302   302   302   404   404   302   404   302
GET  directory:report             200
POST directory:report             422
GET  directory:report_thanks      200
GET  directory:corrections        login 404   404   404   200   404   404   200   200   200
GET  directory:correction         login 404   404   404   200   404   404   200   404   200
POST directory:accept_correction  login 404   404   404   302   404   404   302   404   302
POST directory:reject_correction  login 404   404   404   422   404   404   422   404   422
GET  directory:freshness          login 404   200   200   200   200   404   200   404   200
GET  directory:freshness_csv      login 404   200   200   200   200   404   200   404   200
GET  directory:pairs              login 404   404   404   404   404   404   200   404   200
POST directory:find_pairs         login 404   404   404   404   404   404   302   404   302
GET  directory:pair               login 404   404   404   404   404   404   200   404   200
POST directory:pair               login 404   404   404   404   404   404   302   404   302
GET  directory:merges             login 404   404   404   404   404   404   200   404   200
POST directory:part               login 404   404   404   404   404   404   302   404   302
GET  directory:organisations      login 404   404   404   404   404   404   200   404   200
GET  directory:create_organisation login 404  404   404   404   404   404   200   404   200
POST directory:create_organisation login 404  404   404   404   404   404   422   404   422
GET  directory:organisation       login 404   404   404   404   404   404   200   404   200
GET  directory:edit_organisation  login 404   404   404   404   404   404   200   404   200
POST directory:edit_organisation  login 404   404   404   404   404   404   422   404   422
POST directory:host               login 404   404   404   404   404   404   422   404   422
POST directory:unhost             login 404   404   404   404   404   404   302   404   302
GET  directory:imports            login 404   404   404   404   404   404   200   404   200
POST directory:imports            login 404   404   404   404   404   404   200   404   200
GET  directory:import             login 404   404   404   404   404   404   200   404   200
POST directory:import_check       login 404   404   404   404   404   404   302   404   302
POST directory:import_apply       login 404   404   404   404   404   404   302   404   302
GET  directory:import_undo        login 404   404   404   404   404   404   200   404   200
POST directory:import_undo        login 404   404   404   404   404   404   302   404   302
POST directory:import_drop        login 404   404   404   404   404   404   302   404   302
GET  directory:readings           login 404   404   404   404   404   404   200   404   200
GET  directory:reading            login 404   404   404   404   404   404   200   404   200
POST directory:reading            login 404   404   404   404   404   404   422   404   422
POST directory:remove_reading     login 404   404   404   404   404   404   302   404   302
GET  directory:import_reading     login 404   404   404   404   404   404   302   404   302
POST directory:import_otherwise   login 404   404   404   404   404   404   302   404   302
GET  directory:import_sheet       login 404   404   404   404   404   404   200   404   200
POST directory:import_sheet       login 404   404   404   404   404   404   422   404   422
GET  directory:import_source      login 404   404   404   404   404   404   200   404   200
POST directory:import_source      login 404   404   404   404   404   404   422   404   422
GET  directory:import_columns     login 404   404   404   404   404   404   200   404   200
POST directory:import_columns     login 404   404   404   404   404   404   422   404   422
GET  directory:import_words       login 404   404   404   404   404   404   200   404   200
POST directory:import_words       login 404   404   404   404   404   404   302   404   302
GET  directory:import_preview     login 404   404   404   404   404   404   200   404   200
POST directory:import_preview     login 404   404   404   404   404   404   302   404   302
GET  directory:refused_lines      login 404   404   404   404   404   404   200   404   200
GET  people:team                  login 200   200   200   200   200   200   200   200   200
GET  people:team_csv              login 404   200   200   200   200   200   200   200   200
GET  people:account               login 200   200   200   200   200   200   200   200   200
GET  people:edit_account          login 200   200   200   200   200   200   200   200   200
POST people:edit_account          login 200   200   200   200   200   200   200   200   200
GET  people:set_desk_code         login 200   200   200   200   200   200   200   200   200
POST people:set_desk_code         login 200   200   200   200   200   200   200   200   200
GET  people:grant_role            login 404   404   404   200   404   404   200   200   200
POST people:grant_role            login 404   404   404   200   404   404   200   200   200
GET  people:end_role              login 404   404   200   200   404   404   200   404   200
POST people:end_role              login 404   404   200   200   404   404   200   404   200
GET  people:change_role_dates     login 404   404   404   200   404   404   200   404   200
POST people:change_role_dates     login 404   404   404   200   404   404   200   404   200
GET  people:invite                login 404   404   404   200   404   404   200   200   200
POST people:invite                login 404   404   404   200   404   404   200   200   200
GET  people:invitations           login 404   404   404   200   404   404   200   200   200
POST people:resend_invitation     login 404   404   404   302   404   404   302   404   302
POST people:cancel_invitation     login 404   404   404   302   404   404   302   404   302
GET  people:accept_invitation     200
POST people:accept_invitation     200
GET  people:desk                  200
GET  people:open_desk             login 404   404   404   200   404   404   200   200   200
POST people:open_desk             login 404   404   404   200   404   404   200   200   200
POST people:leave_desk            302
GET  people:take_desk             302
POST people:take_desk             302
GET  people:desks                 login 404   404   404   200   404   404   200   200   200
POST people:close_desk            login 404   404   404   302   404   404   302   404   302
GET  territory:network            login 404   404   404   404   404   404   200   404   200
POST territory:network            login 404   404   404   404   404   404   200   404   200
GET  territory:edit               login 404   404   404   404   404   404   200   404   200
POST territory:edit               login 404   404   404   404   404   404   200   404   200
GET  territory:brand              200
POST territory:bring_in           login 404   404   404   404   404   404   302   404   302
POST territory:remove_place       login 404   404   404   404   404   404   302   404   302
GET  messaging:list               login 404   200   200   200   404   404   200   200   200
GET  messaging:csv                login 404   200   200   200   404   404   200   200   200
GET  messaging:calls              login 404   200   200   200   404   404   200   200   200
GET  messaging:call_sheet         login 404   200   200   200   404   404   200   200   200
GET  messaging:letters            login 404   200   200   200   404   404   200   200   200
GET  messaging:letters_pdf        login 404   200   200   200   404   404   200   404   200
POST messaging:letters_posted     login 404   302   302   302   404   404   302   302   302
GET  messaging:detail             login 404   200   200   200   404   404   200   404   200
POST messaging:cancel             login 404   302   302   302   404   404   302   404   302
POST messaging:replay             login 404   302   302   302   404   404   302   404   302
POST messaging:settle             login 404   302   302   302   404   404   302   404   302
POST messaging:bounced            login 404   302   302   302   404   404   302   404   302
POST messaging:called             login 404   302   302   302   404   404   302   404   302
GET  workshops:programme          200
GET  workshops:session            200
GET  workshops:register           200
POST workshops:register           422
GET  workshops:find_registration  200
POST workshops:find_registration  422
GET  workshops:registration       200
GET  workshops:registration_calendar 200
GET  workshops:slip               200
POST workshops:change_size        422
POST workshops:accept_offer       302
GET  workshops:leave              200
POST workshops:leave              302
POST workshops:come_back          302
GET  workshops:orient_choose      200
GET  workshops:orient             200
POST workshops:orient             422
GET  workshops:orient_done        200
GET  workshops:orient_topic       200
POST workshops:orient_topic       422
GET  workshops:orient_noted       200
GET  workshops:desks              login 404   302   302   302   404   404   302   404   302
GET  workshops:desk_of            login 404   200   200   200   404   404   200   404   200
GET  workshops:desk_session       login 404   200   200   200   404   404   200   404   200
GET  workshops:desk_sign_up       login 404   200   200   200   404   404   200   404   200
POST workshops:desk_sign_up       login 404   422   422   422   404   404   422   404   422
GET  workshops:desk_registration  login 404   200   200   200   404   404   200   404   200
POST workshops:desk_seat          login 404   302   302   302   404   404   302   404   302
POST workshops:desk_cancel        login 404   302   302   302   404   404   302   404   302
POST workshops:desk_come_back     login 404   302   302   302   404   404   302   404   302
POST workshops:desk_size          login 404   422   422   422   404   404   422   404   422
POST workshops:desk_move          login 404   422   422   422   404   404   422   404   422
GET  sharing:doors               login 404   200   200   200   200   404   200   404   200
GET  sharing:door                login 404   200   200   200   200   404   200   404   200
POST sharing:door                login 404   422   422   422   422   404   422   404   422
GET  sharing:custody_photo       login 404   200   200   200   200   200   200   404   200
POST sharing:send_doors          login 404   400   400   400   400   404   400   404   400
GET  sharing:inventory           login 404   200   200   200   200   200   200   404   200
GET  sharing:import_units        login 404   404   404   200   404   404   200   404   200
POST sharing:import_units        login 404   404   404   422   404   404   422   404   422
POST sharing:refused_units       login 404   404   404   422   404   404   422   404   422
GET  sharing:labels              login 404   200   200   200   200   404   200   404   200
GET  sharing:labels_pdf          login 404   200   200   200   200   404   200   404   200
GET  sharing:model               login 404   200   200   200   200   200   200   404   200
GET  sharing:unit                login 404   200   200   200   200   200   200   404   200
GET  sharing:add_model           login 404   404   404   404   404   404   200   404   200
POST sharing:add_model           login 404   404   404   404   404   404   422   404   422
GET  sharing:edit_model          login 404   404   404   404   404   404   200   404   200
POST sharing:edit_model          login 404   404   404   404   404   404   422   404   422
POST sharing:archive_model       login 404   404   404   404   404   404   302   404   302
POST sharing:add_units           login 404   404   404   422   404   404   422   404   422
POST sharing:unit_state          login 404   422   422   422   404   404   422   404   422
POST sharing:another_unit        login 404   404   404   302   404   404   302   404   302
GET  sharing:edit_unit           login 404   404   404   200   404   404   200   404   200
POST sharing:edit_unit           login 404   404   404   422   404   404   422   404   422
GET  sharing:hand_overs          login 404   200   200   200   200   404   200   404   200
GET  sharing:agreement           login 404   302   302   302   404   404   302   404   302
GET  sharing:cupboard            login 404   200   200   200   404   404   200   404   200
GET  sharing:cupboard_file       login 404   200   200   200   404   404   200   404   200
GET  sharing:missed_file         login 404   200   200   200   404   404   200   404   200
GET  sharing:rounds              login 404   200   200   200   404   404   200   404   200
GET  sharing:round               login 404   200   200   200   404   404   200   404   200
GET  sharing:round_sheet         login 404   200   200   200   404   404   200   404   200
GET  sharing:add_round           login 404   404   404   404   404   404   200   404   200
POST sharing:add_round           login 404   404   404   404   404   404   422   404   422
GET  sharing:edit_round          login 404   404   404   404   404   404   200   404   200
POST sharing:edit_round          login 404   404   404   404   404   404   422   404   422
POST sharing:fill_round          login 404   404   404   404   404   404   302   404   302
POST sharing:cancel_round        login 404   404   404   404   404   404   302   404   302
GET  sharing:add_van             login 404   404   404   404   404   404   200   404   200
POST sharing:add_van             login 404   404   404   404   404   404   422   404   422
GET  sharing:edit_van            login 404   404   404   404   404   404   200   404   200
POST sharing:edit_van            login 404   404   404   404   404   404   422   404   422
GET  sharing:journeys            login 404   200   200   200   404   404   200   404   200
POST sharing:journeys            login 404   404   404   404   404   404   302   404   302
GET  sharing:carrier             login 404   200   200   200   404   404   200   404   200
POST sharing:carrier             login 404   422   422   422   404   404   422   404   422
GET  sharing:people              login 404   200   200   200   404   404   200   404   200
GET  sharing:ask_somebody        login 404   200   200   200   404   404   200   404   200
POST sharing:ask_somebody        login 404   422   422   422   404   404   422   404   422
GET  sharing:person_need         login 404   200   200   200   404   404   200   404   200
POST sharing:person_need         login 404   422   422   422   404   404   422   404   422
POST sharing:lending             login 404   422   422   422   404   404   422   404   422
GET  sharing:own                 login 404   200   200   200   404   404   200   404   200
GET  sharing:team                login 404   200   200   200   404   404   200   404   200
GET  sharing:member              login 404   404   200   200   404   404   200   404   200
POST sharing:member              login 404   404   422   422   404   404   422   404   422
GET  sharing:ill                 login 404   404   200   200   404   404   200   404   200
POST sharing:ill                 login 404   404   422   422   404   404   422   404   422
GET  sharing:import_leaves       login 404   200   200   200   404   404   200   404   200
POST sharing:import_leaves       login 404   422   422   422   404   404   422   404   422
GET  sharing:skills              login 404   404   404   404   404   404   200   404   200
POST sharing:skills              login 404   404   404   404   404   404   422   404   422
GET  sharing:skill               login 404   404   404   404   404   404   200   404   200
POST sharing:skill               login 404   404   404   404   404   404   422   404   422
GET  sharing:fairness            login 404   200   200   200   404   404   200   404   200
GET  sharing:fairness_file       login 404   200   200   200   404   404   200   404   200
GET  core:offline               200
GET  activity:sheets             login 404   200   200   200   404   404   200   404   200
GET  activity:presence           login 404   200   200   200   404   404   200   404   200
GET  activity:received           login 404   200   200   200   404   404   200   404   200
POST activity:note_received      login 404   302   302   302   404   404   302   404   302
POST activity:note               login 404   302   302   302   404   404   302   404   302
POST activity:arrive             login 404   422   422   422   404   404   422   404   422
POST activity:walk_in            login 404   422   422   422   404   404   422   404   422
POST activity:heads              login 404   302   302   302   404   404   302   404   302
POST activity:close_sheet        login 404   422   422   422   404   404   422   404   422
POST activity:reopen_sheet       login 404   302   302   302   404   404   302   404   302
POST activity:send               login 404   400   400   400   404   404   400   404   400
GET  activity:keep               login 404   200   200   200   404   404   200   404   200
POST activity:keep               login 404   422   422   422   404   404   422   404   422
GET  activity:emargement         login 404   200   200   200   404   404   200   404   200
POST activity:emargement         login 404   422   422   422   404   404   422   404   422
GET  activity:emargement_pdf     login 404   200   200   200   404   404   200   404   200
GET  activity:give               login 404   200   200   200   404   404   200   404   200
POST activity:give               login 404   422   422   422   404   404   422   404   422
GET  activity:attestation        login 404   200   200   200   404   404   200   404   200
POST activity:attestation        login 404   422   422   422   404   404   422   404   422
GET  activity:attestation_pdf    login 404   200   200   200   404   404   200   404   200
GET  activity:find_attestation  200
GET  activity:check             200
GET  workshops:ask_interest       200
POST workshops:ask_interest       422
GET  workshops:interest           200
POST workshops:stop_interest      302
GET  workshops:interests          login 404   404   200   200   404   404   200   404   200
GET  workshops:resident           login 404   200   200   200   404   404   200   404   200
POST workshops:resident           login 404   422   422   422   404   404   422   404   422
GET  workshops:erase_resident     login 404   404   404   200   404   404   200   404   200
POST workshops:erase_resident     login 404   404   404   302   404   404   302   404   302
GET  workshops:merge_choose   login 404   200   200   200   404   404   200   404   200
GET  workshops:merge          login 404   200   200   200   404   404   200   404   200
POST workshops:merge          login 404   302   302   302   404   404   302   404   302
POST workshops:part           login 404   302   302   302   404   404   302   404   302
GET  workshops:list               login 404   200   200   200   200   200   200   404   200
GET  workshops:csv                login 404   200   200   200   200   200   200   404   200
GET  workshops:workshop           login 404   200   200   200   200   200   200   404   200
GET  workshops:create             login 404   404   200   200   404   404   200   404   200
POST workshops:create             login 404   404   422   422   404   404   422   404   422
GET  workshops:library            login 404   404   200   200   404   404   200   404   200
POST workshops:library            login 404   404   200   200   404   404   200   404   200
GET  workshops:edit               login 404   404   200   200   404   404   200   404   200
POST workshops:edit               login 404   404   422   422   404   404   422   404   422
POST workshops:archive            login 404   404   302   302   404   404   302   404   302
POST workshops:restore            login 404   404   302   302   404   404   302   404   302
GET  workshops:plan               login 404   404   200   200   200   404   200   404   200
POST workshops:plan               login 404   404   422   422   422   404   200   404   200
GET  workshops:sessions           login 404   200   200   200   200   200   200   404   200
GET  workshops:team_session       login 404   200   200   200   200   200   200   404   200
GET  workshops:cycle              login 404   200   200   200   200   200   200   404   200
POST workshops:publish            login 404   404   302   302   404   404   302   404   302
POST workshops:unpublish          login 404   404   302   302   404   404   302   404   302
GET  workshops:change_session     login 404   404   200   200   404   404   200   404   200
POST workshops:change_session     login 404   404   422   422   404   404   422   404   422
GET  workshops:move_session       login 404   404   200   200   404   404   200   404   200
POST workshops:move_session       login 404   404   422   422   404   404   422   404   422
GET  workshops:missing            login 404   404   200   200   404   404   200   404   200
POST workshops:missing            login 404   404   422   422   404   404   422   404   422
GET  workshops:cancel_session     login 404   404   200   200   404   404   200   404   200
POST workshops:cancel_session     login 404   404   422   422   404   404   422   404   422
GET  workshops:computers          login 404   200   200   200   404   404   200   404   200
POST workshops:computers          login 404   422   422   422   404   404   422   404   422
POST workshops:condition          login 404   302   302   302   404   404   302   404   302
GET  sharing:show_model           login 404   404   404   404   404   404   200   404   200
POST sharing:show_model           login 404   404   404   404   404   404   422   404   422
GET  sharing:model_photo          login 404   200   200   200   200   200   200   404   200
GET  sharing:free_file            login 404   200   200   200   200   200   200   404   200
GET  sharing:consumables          login 404   200   200   200   404   404   200   404   200
POST sharing:note_stock           login 404   422   422   422   404   404   422   404   422
POST sharing:add_consumable       login 404   404   404   404   404   404   422   404   422
POST sharing:drop_consumable      login 404   404   404   404   404   404   302   404   302
GET  sharing:rooms                login 404   200   200   200   404   404   200   404   200
POST sharing:rooms                login 404   422   422   422   404   404   422   404   422
POST sharing:cancel_booking       login 404   302   302   302   404   404   302   404   302
GET  sharing:borrow               login 404   200   200   200   200   200   200   404   200
POST sharing:borrow               login 404   422   422   422   404   404   422   404   422
GET  sharing:needs                login 404   200   200   200   200   200   200   404   200
GET  sharing:need                 login 404   200   200   200   404   404   200   404   200
POST sharing:cancel_need          login 404   302   302   302   404   404   302   404   302
POST sharing:promise              login 404   404   404   422   404   404   422   404   422
POST sharing:refuse_need          login 404   404   404   422   404   404   422   404   422
POST sharing:propose              login 404   404   404   422   404   404   422   404   422
POST sharing:answer_proposal      login 404   302   302   302   404   404   302   404   302
GET  appointments:reasons         200
GET  appointments:slots           200
GET  appointments:book            200
POST appointments:book            422
GET  appointments:orient          200
POST appointments:orient          422
GET  appointments:orient_done     200
GET  appointments:find            200
POST appointments:find            422
GET  appointments:mine            200
GET  appointments:calendar        200
GET  appointments:move_mine       200
POST appointments:move_mine       422
GET  appointments:leave           200
POST appointments:leave           302
POST appointments:earlier         302
POST appointments:answer          302
GET  appointments:list            login 404   200   200   200   404   404   200   404   200
GET  appointments:detail          login 404   200   200   200   404   404   200   404   200
GET  appointments:move            login 404   200   200   200   404   404   200   404   200
POST appointments:move            login 404   422   422   422   404   404   422   404   422
GET  appointments:cancel          login 404   200   200   200   404   404   200   404   200
POST appointments:cancel          login 404   422   422   422   404   404   422   404   422
GET  appointments:desk            login 404   200   200   200   404   404   200   404   200
GET  appointments:desk_book       login 404   200   200   200   404   404   200   404   200
POST appointments:desk_book       login 404   422   422   422   404   404   422   404   422
GET  appointments:openings        login 404   404   200   200   404   404   200   404   200
POST appointments:openings        login 404   404   422   422   404   404   422   404   422
POST appointments:end_opening     login 404   404   302   302   404   404   302   404   302
GET  appointments:absences        login 404   404   200   200   404   404   200   404   200
POST appointments:absences        login 404   404   422   422   404   404   422   404   422
POST appointments:end_absence     login 404   404   302   302   404   404   302   404   302
GET  appointments:reasons_team    login 404   404   200   200   404   404   200   404   200
GET  appointments:create_reason   login 404   404   200   200   404   404   200   404   200
POST appointments:create_reason   login 404   404   422   422   404   404   422   404   422
GET  appointments:edit_reason     login 404   404   200   200   404   404   200   404   200
POST appointments:edit_reason     login 404   404   422   422   404   404   422   404   422
POST appointments:archive_reason  login 404   404   302   302   404   404   302   404   302
GET  core:jobs                    login 200   200   200   200   200   200   200   200   200
GET  core:job                     login 404   404   404   404   404   404   200   404   200
POST core:job_cancel              login 404   404   404   404   404   404   302   404   302
POST core:job_restart             login 404   404   404   404   404   404   302   404   302
GET  core:journal_person          login 404   404   404   404   404   404   200   404   200
GET  core:journal_object          login 404   404   404   404   404   404   200   404   200
"""

# What stands in an address that asks for something.
ARGUMENTS = {
    "kind": lambda world: "csv",
    "slug": lambda world: world.member.slug,
    "network": lambda world: world.network.slug,
    "secret": lambda world: SECRET,
    "code": lambda world: WAFFLE,
    "position": lambda world: 4,
    "object_type": lambda world: "territory.place",
    "object_id": lambda world: str(world.member.pk),
    "year": lambda world: timezone.localdate().year,
    "address": lambda world: world.objects["statement"].slug,
    "number": lambda world: 1,
    "signature": lambda world: world.objects["signature"].pk,
    "announcement": lambda world: world.objects["watch_announcement"].slug,
    "sharing:custody_photo pk": lambda world: world.objects["custody_photo"].pk,
    "sharing:door code": lambda world: world.objects["lent_unit"].code,
    "sharing:another_unit": lambda world: world.objects["promise"].pk,
    "sharing:unit code": lambda world: world.objects["lent_unit"].code,
    "sharing:unit_state code": lambda world: world.objects["lent_unit"].code,
    "sharing:edit_unit code": lambda world: world.objects["lent_unit"].code,
    "sharing:model": lambda world: world.objects["lent_unit"].model_id,
    "sharing:edit_model": lambda world: world.objects["lent_unit"].model_id,
    "sharing:archive_model": lambda world: world.objects["lent_unit"].model_id,
    "sharing:add_units": lambda world: world.objects["lent_unit"].model_id,
    **dict.fromkeys(
        ("sharing:round", "sharing:round_sheet", "sharing:edit_round", "sharing:fill_round", "sharing:cancel_round"),
        lambda world: world.objects["round"].pk,
    ),
    "sharing:edit_van": lambda world: world.objects["round"].van_id,
    "sharing:carrier": lambda world: world.objects["way"].pk,
    "sharing:person_need": lambda world: world.objects["person_line"].pk,
    "sharing:ill": lambda world: world.people["mediator"].pk,
    "sharing:member": lambda world: world.people["mediator"].pk,
    "sharing:skill": lambda world: world.objects["person_line"].skill_id,
    "sharing:lending": lambda world: world.objects["lending"].pk,
    "watch:story": lambda world: world.objects["watch_story"].pk,
    "watch:mark": lambda world: world.objects["watch_story"].pk,
    "watch:choose": lambda world: world.objects["watch_story"].pk,
    "watch:hand": lambda world: world.objects["watch_story"].pk,
    "watch:part": lambda world: world.objects["watch_item"].pk,
    "watch:rejoin": lambda world: world.objects["watch_parted"].pk,
    "watch:theme": lambda world: world.objects["watch_theme"].pk,
    "watch:edit_theme": lambda world: world.objects["watch_theme"].pk,
    "watch:watcher": lambda world: world.objects["watch_watcher"].pk,
    "watch:source": lambda world: world.objects["watch_source"].pk,
    "watch:read_soon": lambda world: world.objects["watch_source"].pk,
    "watch:stop_source": lambda world: world.objects["watch_source"].pk,
    "watch:follow": lambda world: world.objects["watch_source"].pk,
    "watch:edit_rule": lambda world: world.objects["watch_rule"].pk,
    "watch:apply_rule": lambda world: world.objects["watch_rule"].pk,
    "watch:remove_rule": lambda world: world.objects["watch_rule"].pk,
    "watch:move_line": lambda world: world.objects["watch_line"].pk,
    "watch:remove_fact": lambda world: world.objects["watch_fact"].pk,
    "watch:remove_position": lambda world: world.objects["watch_position"].pk,
    "communication:report": lambda world: world.objects["statement_report"].pk,
    "communication:take_report": lambda world: world.objects["statement_report"].pk,
    "companies:accept ticket": lambda world: world.objects["company_proposed"].ticket,
    "companies:certificate ticket": lambda world: world.objects["company"].ticket,
    "companies:certificate_files ticket": lambda world: world.objects["company"].ticket,
    "companies:certificates ticket": lambda world: world.objects["company"].ticket,
    "companies:confirm ticket": lambda world: world.objects["company_signed"].ticket,
    "companies:convention ticket": lambda world: world.objects["company"].ticket,
    "companies:follow ticket": lambda world: world.objects["company"].ticket,
    "companies:people ticket": lambda world: world.objects["company_signed"].ticket,
    "companies:remove ticket": lambda world: world.objects["company_signed"].ticket,
    "companies:sign ticket": lambda world: world.objects["company_agreed"].ticket,
    "companies:turn_down ticket": lambda world: world.objects["company_proposed"].ticket,
    "companies:withdraw ticket": lambda world: world.objects["company_signed"].ticket,
    "companies:accept option": lambda world: world.objects["option_proposed"].pk,
    "companies:certificate trainee": lambda world: world.objects["trainee"].pk,
    "companies:check code": lambda world: world.objects["certificate"].code,
    "companies:drop_option option": lambda world: world.objects["company_option"].pk,
    "companies:remove trainee": lambda world: world.objects["company_person"].pk,
    "companies:confirm_halves session": lambda world: world.objects["company_session"].pk,
    "companies:confirm_halves trainee": lambda world: world.objects["trainee"].pk,
    "companies:sheet session": lambda world: world.objects["company_session"].pk,
    "companies:withdraw_certificate trainee": lambda world: world.objects["trainee"].pk,
    "companies:add_option": lambda world: world.objects["company_asks"].pk,
    "companies:decline": lambda world: world.objects["company_asks"].pk,
    "companies:drop_option": lambda world: world.objects["company_asks"].pk,
    "companies:enquiry": lambda world: world.objects["company"].pk,
    "companies:issue": lambda world: world.objects["company"].pk,
    "companies:open": lambda world: world.objects["company"].pk,
    "companies:paper": lambda world: world.objects["company_agreed"].pk,
    "companies:recall": lambda world: world.objects["company_proposed"].pk,
    "companies:renew": lambda world: world.objects["company"].pk,
    "companies:send": lambda world: world.objects["company_asks"].pk,
    "companies:confirm_halves": lambda world: world.objects["company"].pk,
    "companies:sheet": lambda world: world.objects["company"].pk,
    "companies:split": lambda world: world.objects["company"].pk,
    "companies:team_certificate_files": lambda world: world.objects["company"].pk,
    "companies:team_certificates": lambda world: world.objects["company"].pk,
    "companies:team_convention": lambda world: world.objects["company"].pk,
    "companies:withdraw_certificate": lambda world: world.objects["company"].pk,
    "core:job": lambda world: world.objects["job"].pk,
    "core:job_cancel": lambda world: world.objects["job"].pk,
    "core:job_restart": lambda world: world.objects["job"].pk,
    "core:journal_person": lambda world: world.people["mediator"].pk,
    "directory:accept_correction": lambda world: world.objects["correction"].pk,
    "directory:correction": lambda world: world.objects["correction"].pk,
    "directory:edit_organisation": lambda world: world.objects["organisation"].pk,
    "directory:host": lambda world: world.objects["organisation"].pk,
    "directory:organisation": lambda world: world.objects["organisation"].pk,
    "directory:pair": lambda world: world.objects["pair"].pk,
    "directory:part": lambda world: world.objects["merge"].pk,
    "directory:reject_correction": lambda world: world.objects["correction"].pk,
    "directory:unhost": lambda world: world.objects["organisation"].pk,
    "directory:import": lambda world: world.objects["import"].pk,
    "directory:import_check": lambda world: world.objects["import"].pk,
    "directory:import_apply": lambda world: world.objects["import"].pk,
    "directory:import_undo": lambda world: world.objects["import"].pk,
    "directory:import_drop": lambda world: world.objects["import"].pk,
    "directory:reading": lambda world: world.objects["reading"].pk,
    "directory:remove_reading": lambda world: world.objects["reading"].pk,
    "directory:import_reading": lambda world: world.objects["draft"].pk,
    "directory:import_otherwise": lambda world: world.objects["draft"].pk,
    "directory:import_sheet": lambda world: world.objects["workbook"].pk,
    "directory:import_source": lambda world: world.objects["draft"].pk,
    "directory:import_columns": lambda world: world.objects["draft"].pk,
    "directory:import_words": lambda world: world.objects["draft"].pk,
    "directory:import_preview": lambda world: world.objects["draft"].pk,
    "directory:refused_lines": lambda world: world.objects["import"].pk,
    "directory:remove_exception": lambda world: world.objects["closing"].pk,
    "directory:delete_room": lambda world: world.objects["room"].pk,
    "messaging:bounced": lambda world: world.objects["message"].pk,
    "messaging:called": lambda world: world.objects["call"].pk,
    "messaging:cancel": lambda world: world.objects["message"].pk,
    "messaging:detail": lambda world: world.objects["message"].pk,
    "messaging:replay": lambda world: world.objects["message"].pk,
    "messaging:settle": lambda world: world.objects["message"].pk,
    "people:cancel_invitation": lambda world: world.objects["invitation"].pk,
    "people:change_role_dates": lambda world: world.objects["role"].pk,
    "people:close_desk": lambda world: world.objects["desk"].pk,
    "people:end_role": lambda world: world.objects["role"].pk,
    "people:resend_invitation": lambda world: world.objects["invitation"].pk,
    "people:take_desk": lambda world: world.people["mediator"].pk,
    "poster_code": lambda world: world.objects["poster"].code,
    "interest_secret": lambda world: world.objects["interest"].secret,
    "ticket": lambda world: world.objects["registration"].ticket,
    "activity:presence": lambda world: world.objects["session"].pk,
    "activity:note": lambda world: world.objects["session"].pk,
    "activity:arrive": lambda world: world.objects["session"].pk,
    "activity:walk_in": lambda world: world.objects["session"].pk,
    "activity:heads": lambda world: world.objects["session"].pk,
    "activity:close_sheet": lambda world: world.objects["session"].pk,
    "activity:reopen_sheet": lambda world: world.objects["session"].pk,
    "activity:send": lambda world: world.objects["session"].pk,
    "activity:keep": lambda world: world.objects["walk_in"].pk,
    "activity:emargement": lambda world: world.objects["session"].pk,
    "activity:emargement_pdf": lambda world: world.objects["session"].pk,
    "activity:give": lambda world: world.objects["registration"].resident_id,
    "activity:attestation": lambda world: world.objects["attestation"].pk,
    "activity:attestation_pdf": lambda world: world.objects["attestation"].pk,
    "attestation_code": lambda world: world.objects["attestation"].code,
    "appointment_ticket": lambda world: world.objects["appointment"].ticket,
    "sharing:agreement": lambda world: world.objects["need"].pk,
    "sharing:need": lambda world: world.objects["need"].pk,
    "sharing:cancel_need": lambda world: world.objects["need"].pk,
    "sharing:promise": lambda world: world.objects["need"].pk,
    "sharing:refuse_need": lambda world: world.objects["need"].pk,
    "sharing:show_model": lambda world: world.objects["equipment"].pk,
    "sharing:model_photo": lambda world: world.objects["equipment"].pk,
    "sharing:drop_consumable": lambda world: world.objects["consumable"].pk,
    "sharing:cancel_booking": lambda world: world.objects["booking"].pk,
    "sharing:propose": lambda world: world.objects["need"].pk,
    "sharing:answer_proposal": lambda world: world.objects["proposal"].pk,
    "appointments:slots": lambda world: world.objects["reason"].pk,
    "appointments:book": lambda world: world.objects["reason"].pk,
    "appointments:orient": lambda world: world.objects["reason"].pk,
    "appointments:edit_reason": lambda world: world.objects["reason"].pk,
    "appointments:archive_reason": lambda world: world.objects["reason"].pk,
    "activity:note_received": lambda world: world.objects["appointment"].pk,
    "appointments:detail": lambda world: world.objects["appointment"].pk,
    "appointments:move": lambda world: world.objects["appointment"].pk,
    "appointments:cancel": lambda world: world.objects["appointment"].pk,
    "appointments:end_opening": lambda world: world.objects["opening"].pk,
    "appointments:end_absence": lambda world: world.objects["absence"].pk,
    "workshops:desk_cancel": lambda world: world.objects["registration"].pk,
    "workshops:desk_come_back": lambda world: world.objects["registration"].pk,
    "workshops:desk_move": lambda world: world.objects["registration"].pk,
    "workshops:desk_registration": lambda world: world.objects["registration"].pk,
    "workshops:desk_seat": lambda world: world.objects["registration"].pk,
    "workshops:desk_session": lambda world: world.objects["session"].pk,
    "workshops:desk_sign_up": lambda world: world.objects["session"].pk,
    "workshops:desk_size": lambda world: world.objects["registration"].pk,
    "workshops:erase_resident": lambda world: world.objects["registration"].resident_id,
    "workshops:resident": lambda world: world.objects["registration"].resident_id,
    "workshops:merge_choose": lambda world: world.objects["registration"].resident_id,
    "workshops:merge": lambda world: world.objects["registration"].resident_id,
    "workshops:part": lambda world: world.objects["resident_merge"].pk,
    "other": lambda world: world.objects["namesake"].pk,
    "workshops:orient": lambda world: world.objects["session"].pk,
    "workshops:register": lambda world: world.objects["session"].pk,
    "workshops:session": lambda world: world.objects["session"].pk,
    "territory:remove_place": lambda world: world.link.pk,
    "workshops:workshop": lambda world: world.objects["workshop"].pk,
    "workshops:edit": lambda world: world.objects["workshop"].pk,
    "workshops:archive": lambda world: world.objects["workshop"].pk,
    "workshops:restore": lambda world: world.objects["workshop"].pk,
    "workshops:plan": lambda world: world.objects["workshop"].pk,
    "workshops:team_session": lambda world: world.objects["planned"].pk,
    "workshops:publish": lambda world: world.objects["planned"].pk,
    "workshops:unpublish": lambda world: world.objects["planned"].pk,
    "workshops:change_session": lambda world: world.objects["planned"].pk,
    "workshops:move_session": lambda world: world.objects["planned"].pk,
    "workshops:missing": lambda world: world.objects["planned"].pk,
    "workshops:cancel_session": lambda world: world.objects["planned"].pk,
    "workshops:cycle": lambda world: world.objects["cycle"].pk,
    "workshops:condition": lambda world: world.objects["unit"].pk,
}


# Addresses that answer with a table, a document, a layer or a sheet of style: no screen to look at.
NOT_PAGES = {
    "activity:attestation_pdf",
    "activity:emargement_pdf",
    "api:network_atom",
    "api:network_ical",
    "api:own_ical",
    "api:place_atom",
    "api:place_ical",
    "core:offline",
    "appointments:calendar",
    "communication:atom",
    "companies:certificate",
    "companies:certificate_files",
    "companies:certificates",
    "companies:convention",
    "companies:team_certificate_files",
    "companies:team_certificates",
    "companies:team_convention",
    "communication:poster_batch",
    "communication:poster_file",
    "directory:csv",
    "directory:download",
    "directory:freshness_csv",
    "directory:geojson",
    "directory:network_file",
    "directory:refused_lines",
    "messaging:call_sheet",
    "messaging:csv",
    "messaging:letters_pdf",
    "mfa_download_recovery_codes",
    "pages:door_sheet",
    "pages:place_sheet",
    "people:team_csv",
    "territory:brand",
    "watch:atom",
    "watch:export_list",
    "watch:review_sheet",
    "workshops:registration_calendar",
    "workshops:csv",
    "workshops:slip",
    "sharing:fairness_file",
    "sharing:labels_pdf",
    "sharing:custody_photo",
    "sharing:free_file",
    "sharing:model_photo",
    "sharing:hand_overs",
    "sharing:round_sheet",
    "sharing:agreement",
    "sharing:cupboard_file",
    "sharing:missed_file",
}


# What is sent to an address that wants to know one thing more before it can answer; the others are sent nothing.
BODIES = {"territory:bring_in": {"lien": "neighbour"}}


def arguments(world: World, name: str, wanted: list[str]) -> dict[str, object]:
    """Fill the arguments of an address: by the address's name for `pk`, by the argument's own name otherwise.

    "address argument" says what stands in one address and not in the others.
    """
    return {argument: _filled(world, name, argument) for argument in wanted}


def _filled(world: World, name: str, argument: str) -> object:
    own = ARGUMENTS.get(f"{name} {argument}")
    return (own or ARGUMENTS[name if argument == "pk" else argument])(world)


def rows() -> dict[tuple[str, str], list[str]]:
    """Read the table: (method, name of the address) → one answer per person."""
    table = {}
    for line in filter(None, (line.split("#")[0].strip() for line in TABLE.splitlines())):
        method, name, *answers = line.split()
        table[method, name] = answers * len(PEOPLE) if len(answers) == 1 else answers
    return table
