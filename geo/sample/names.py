"""Invented names in the manner of the Fens, the Wolds and Norfolk. A test holds that no school of these names exists."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace("_", " ") for text in text.split())


WESTERN_VILLAGES: Final = _words("""
    Saltmere_St_Guthlac Thornby_Fen Hernmere Withernby Saxelfleet Gullness Wyththorpe Quarldyke Hagbeck Skelfleet
    Leasby Wragholme_Bank Guthby Kymefleet Oxelthorpe Godwinthorpe Asgarthorpe Snarthorpe Legmere Skelmere Wetherdyke
    Sotfleet Tetenholme Marlby_le_Fen Curlmere Wulftoft Ludholme Quadmere Pinchstead Brandmere Great_Skendmere
    Little_Skendmere Whinmere Marshtoft Ravenwell Skendton Rushtoft Osgodfleet Saltholme_Drove Caldmere Thorntoft
    Kymetoft Haltoft Dowsfleet Ormfleet Skeltoft Wybness Ulcetoft Ternholme Hemeltoft Sedgetoft Wythtoft Gansby Farsby
    Thurlness Brockhurn Otterhurn Swinhurn Croftness Kesthurn Crowhurn Gosmere_Fen Levermere Raithness Snipegate
    Elderfleet Alderfleet Marshfleet_St_Pega Merfleet Tilfleet Mortfleet Thurlfleet Bickfleet Barlgate Harlgate
    Whingdyke Reedgate Cressgate Witherngate Hernwick Eelwick_Marsh Fulmwick Swarwick Stickwick Quarlwick Cawkwick
    Wragwick Scarwick Grimholme Sibholme Reedholme Legholme Asgholme Hagholme Mortholme Cranholme Morcroft
    Bolingthorpe Tetenthorpe Witherncroft Yarthorpe Drimholme Snarby_on_the_Hill Snipeby Quarlby Ravenby Elmsby Merby
    Barrby_cum_Leas Legdyke Tealdyke Frostfleet Nether_Gosdyke Upper_Gosdyke Plovmere Fulmbeck Wainmere Skelbeck
    Ashelthorpe Brinholme Dagthorpe Hemelbeck Grisbeck_St_Botolph Cobmere Oxelby Tathurn Gulldyke Ebbmere Wulfbeck
    Sarkholme
""")

EASTERN_VILLAGES: Final = _words("""
    Haskham Skendham Dagham Ormham Otteringham Flaxingham Swaringham Moringham Drimingham Kestingham Guthingham
    Pendingham Barringham_St_Withburga Plovingham Great_Haskworth Little_Haskworth Brinbeck Snarton Hadton Wragford
    Cranstead Pinchford Eldersham Saltstead_next_the_Sea Marlness Whinthorpe Tatstead Barnstow Harlford Farsford
    Levford Gansford Corneham Fulmingham Whinstead Yarstead Cobstead Elderton_Staithe Wetherstead Wythstead Sedgeworth
    Mawlworth Tilsham Reedingham Thurlford Herningham Ketham_Staithe Brockstow Hernsham Quarlham Ravenstow Alderstow
    Wulferham Nether_Plovstead Upper_Plovstead Godwinsham Frostham Merlingham Skelworth Oxelham
""")

NEW_TOWN_FEATURES: Final = _words("""
    Sluice_Bank Windmill_Field Dovecote_Lane Pinfold_Green Tollbar_Lane Lode_Bridge Old_Staithe Eelcatchers_Row
    Reedcutters_Lane Cockle_Bank Samphire_Way Marram_Drive Lapwing_Meadow Curlew_Bank Bittern_Mere Avocet_Way
    Redshank_Lane Teasel_Croft Osier_Holt Alder_Carr Sedge_Lane Beacon_Holt Abbots_Drove Monks_Dyke Malthouse_Row
    Ropewalk_Green Granary_Wharf Packhorse_Lane Wherrymans_Green Lantern_Bank Lamplight_Lane Pilgrims_Drove
    Tithe_Barn_Croft Turnpike_Green Blackthorn_Dyke Haywain_Lane Threshers_Field Cordwainers_Croft Fleece_Meadow
    Woolpack_Green Saltpan_Lane Seabank_Drove Counter_Drain_Road Delph_Bank Roman_Bank_End Swan_Lode Heronry_Wood
    Gosling_Green Skylark_Drove Barley_Mow_Lane Flaxmill_Lane Woadmill_Road Mustard_Field Tulip_Row Daffodil_Drove
    Strawberry_Hern Plumtree_Holt Codlin_Orchard Quince_Tree_Lane Bramley_Drove Cornflower_Lode Kingfisher_Dyke
    Moorhen_Mere Dunlin_Bank Sandpiper_Sluice Whimbrel_Way Shelduck_Row Wigeon_Wash Pochard_Mere Chalkpit_Rise
    Carrstone_Hill Marlpit_Lane Flintknappers_Row Longbarrow_Rise Peddars_Gate Warreners_Lodge Lavender_Drove
    Brecklands_Edge Pingo_Meadow Hempland_Lane Clapperboard_Mill Mere_Plantation Fairstead_Staithe Quayside_Granary
    Pilots_Row Shrimpers_Quay Mussel_Scaup Lugworm_Sands Groyne_Road Lifeboat_Slip Marsh_Lights Sunken_Forest
    Petrified_Wood Seven_Sluices Five_Willows Twelve_Acre Forty_Foot_Drove Hundred_Drain Twenty_Pence_Bridge
    Cradge_Bank Washdyke_Croft Hurn_Corner Gull_Drove Bellmans_Row Bakers_Drain Clockmakers_Row Fishwives_Steps
    Drummers_Green Glebe_Drove Ploughlights Straw_Bear_Lane Molly_Dancers Hurdlemakers Basketmakers_Holt Peatcutters
    Wildfowlers_Cross Punt_Gunners Ferrymans_Rest Skaters_Meadow Fen_Runners Tiger_Moth Sedgecutters_Drove
    Brickmakers_Pit Limekiln_Rise Mere_Pasture Washland_View Sheepfold_Green Maltings_Wharf Towpath_Lane
    Halfpenny_Toll Corn_Hythe Coal_Staithe Herring_Curers Net_Loft_Lane Sailmakers_Row Keelmans_Bank Bargemasters
    Lockkeepers_Green Pumphouse_Lane Engine_Drain Beam_Engine Cinder_Track Signal_Box_Lane Platelayers_Croft
    Gatekeepers_Lodge Sugarbeet_Drove Potato_Barn Celery_Field Mangold_Green Clover_Aftermath Sainfoin_Rise Linseed_Croft
    Poppyfield_Lane Speedwell_Meadow Cowslip_Pasture Yellowhammer_Lane Linnet_Holt Stonechat_Heath Nightjar_Common
    Wheatear_Warren Godwit_Wash Turnstone_Point Sanderling_Shore Brent_Goose_Bank Pinkfoot_Field Harrier_Reeds
    Barn_Owl_Holt Hobby_Wood Marsh_Marigold Water_Violet Frogbit_Lane Bulrush_Mere Meadowsweet_Dyke Watermint_Lode
    Yellow_Flag_Meadow Lime_Tree_Sluice Black_Poplar_Lane Crack_Willow_Bank Hornbeam_Sluice
""")
"""What schools of the real towns and larger villages are called after: nothing that stands in the register."""

SAINTS: Final = _words("""
    St_Guthlac St_Botolph St_Pega St_Withburga St_Fursey St_Etheldreda St_Felix St_Huna St_Tibba St_Kyneburgha
    St_Hybald St_Paulinus St_Wulfram St_Edmund St_Walstan St_Vigor St_Denys St_Clement St_Swithun St_Margaret
    All_Saints Holy_Cross
""")
CATHOLIC_SAINTS: Final = _words(
    "St_Walstan St_Gilbert_and_St_Pega Our_Lady_of_the_Marshes St_Juliana St_Withburga Corpus_Domini"
)

STREETS: Final = _words("""
    School_Lane Church_Lane Main_Road High_Street Church_Road Station_Road The_Green Back_Lane Chapel_Lane Mill_Lane
    Vicarage_Lane Marsh_Road Fen_Road Low_Road Washway Gate_House_Lane Drove_Road Pinfold_Lane Broadgate Roman_Bank
""")

TRUSTS: Final = _words("""
    Lapwing_Learning_Trust The_Saltmarsh_Schools_Trust Three_Sluices_Academy_Trust Long_Horizon_Multi-Academy_Trust
    The_Diocese_of_Saltminster_Schools_Trust The_Withermere_Diocesan_Academies_Trust Samphire_Education_Partnership
    Seabank_Primary_Academies_Trust The_Wide_Skies_Learning_Federation_Trust Reedbed_Academies_Trust
    Carrstone_Collegiate_Trust Flint_and_Feather_Trust Blue_Drain_Academy_Trust St_Juliana_Catholic_Academy_Trust
""")

HOME_NAME: Final = "Saltfenshire"
FRINGE_NAME: Final = "Withermereshire"
WESTERN_DIOCESE: Final = "Diocese of Saltminster"
EASTERN_DIOCESE: Final = "Diocese of Withermere"
CATHOLIC_DIOCESE: Final = "Diocese of Eastholm"

FEDERATIONS: Final = _words("""
    Marsh_Harrier Two_Lodes Four_Droves Winter_Swans Bittern_and_Reed Long_Bank Salt_and_Samphire Wherry Wide_Water
    Green_Sandpiper Old_Sluice Lantern_Marsh Grey_Heron_Schools Cockle_Strand Fen_Violet Washlands_Primary Peregrine_Tower
    Snipe_and_Sedge
""")
JOINT_WORK: Final = (
    "Share a special needs coordinator",
    "Joint training days since 2021",
    "Share a business manager",
    "Pupils swim and play sports together",
    "Teachers of maths plan together",
    "Shared early years leader",
)
