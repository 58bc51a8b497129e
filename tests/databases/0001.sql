-- A ledger of format 1, frozen: the founding report imported, some work on it, one undo. It is read
-- with sqlite3_exec() into an empty file. It never changes: that it can still be opened is the test.
PRAGMA application_id = 1514619209;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO unit VALUES(1,'e518bfcb-f1da-4524-8ecd-bc481568db51','张官营镇人民政府','张官营镇',1);
CREATE TABLE report_text (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    text TEXT NOT NULL
) STRICT;
INSERT INTO report_text VALUES(1,'ed6e85f4f110bf2d049d235d3c6fc3ad3ce30c01def9cd1c4098d72fca45db78',replace('鲁山县张官营镇人民政府\n\n关于2024年法治政府建设情况的报告\n\n2024年以来，张官营镇坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大及历次全会精神和习近平总书记坚持全面依法治国新理念，在县委、县政府的坚强领导下，在县司法局的精心指导下，扎实推进法治政府建设工作，不断提高政府治理体系和治理能力现代化水平。现将具体工作情况报告如下：\n\n一、2024年度党政负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况\n\n一是落实党政班子领导责任。明确党政主要负责人为推进法治建设第一责任人，强化党政主要负责人推进法治政府建设的责任，层层细化工作任务，落实主体责任，定期召开专题学习，推进领导干部学法经常化、制度化，将党政主要负责人履行推进法治建设第一责任人职责情况列入年终述职内容。二是落实行政决策科学化和民主化。凡涉及经济社会发展和群众切身利益的重大决策出台、重点项目建设、重要民生问题解决等事关全局的事项，一律必须提交集体研究决定，提高科学、民主、依法决策水平和办事效率。三是推进依法决策。规范重大决策和重要事项出台前必须由相关法律顾问通过相关部门进行合法性审查，并报县法治部门审查备案，建立公众参与、专家论证、风险评估、合法性审查和政府决定相结合的行政决策机制。\n\n二、2024年度推进法治政府建设的主要举措与成效\n\n(一）加强组织领导，强化理论学习\n\n一是镇党委、政府主要负责人主动履行法治建设第一责任人职责，始终坚持“党委统一领导，党政齐抓共管”的原则，把法治政府建设纳入领导班子、领导干部年度目标责任管理，召开班子会议，认真研究法治政府建设工作面临的新形势、新任务。二是强化目标责任考核。坚持把依法行政工作列入岗位目标管理的重要内容，层层分解落实到个人，建立强有力的管理、监督和考核机制，确保依法行政工作有序推进。三是强化领导干部学法用法。高度重视培养干部法律意识、提高法律知识水平，建立镇、村干部学法和培训制度，举办法律培训班，对新出台的法律法规进行集中学习培训，通过教育培训，增强全镇干部的法律意识和依法行政能力。\n\n(二）推进依法行政，提高工作水平\n\n一是建立权力清单和责任清单管理机制。根据县政府的统一安排，依据相关法律法规和规章，按照权力类别，对现有权力进行了全面的清理和规范。二是严格执行行政决策制度。严格执行重大决策“公众参与、专家论证、风险评估、合法性审查、集体讨论决定”必经程序，依法规范行政决策行为。三是依法公开政府信息。严格按照县政府有关规定，及时在镇政府政务信息栏目公开政府信息，除传统渠道外，充分利用镇政府微信、公众号等新媒体进行信息公开，自觉接受人大、政协和人民群众的民主监督。四是加强对执法工作的监督。进一步加大执法人员业务培训力度，严格实施行政执法人员持证上岗和资格管理制度，做到严格规范公正文明执法。\n\n(三）强化法治思维，抓实能力提升\n\n一是加强宣传。深入宣传习近平法治思想，广泛开展法治宣传和党内法规宣传活动，组织实施“法律进乡村”“送法进农户”活动，切实增强农民群众法治意识和法律素养。二是加强培训。加强镇、村干部法治思维和法治能力培训，提高运用法治思维和法治方式管理基层事务、化解矛盾、维护稳定、应对风险的能力，认真组织开展深入学习行政法等相关法律法规，切实提高了科学执法、依法行政、规范服务的能力。三是加强“智慧司法”建设。充分运用现代信息技术，推进“智慧司法”建设，围绕法治建设需要和群众需求，提供信息化、智能化科技支撑和精准化、精细化的法律服务。\n\n(四）增强法治观念，提升法治素养\n\n一是全面落实“八五”普法规划。创新普法宣传教育机制，扩大普法教育覆盖面，广泛开展法治宣传教育进村、进机关、进企业、进学校活动，重点加强对领导干部、公职人员、企事业经营管理人员、青少年和流动人口的法治教育，坚持分类指导、学用结合，增强法治宣传教育的针对性、有效性。二是深入开展社会主义法治理念教育。加强法治文化建设，弘扬法治精神，引导群众依法表达诉求、解决纠纷、维护权益，形成办事依法、遇事找法、解决问题用法、化解矛盾靠法的良好法治氛围。\n\n三、2024年度推进法治政府建设存在的不足、原因和问题整改情况\n2024年在法治政府建设工作中，我镇虽然取得了一定成绩，但与上级的要求相比，还存在一些差距，主要表现在以下几个方面：\n\n一是部分工作人员法治意识仍较淡薄，在处理行政事务时，未能充分运用法治思维和法治方式。二是法治政府建设的制度落实还不够到位，存在一些制度执行不严格、不规范的情况。三是行政执法监督机制有待进一步完善，对执法行为的监督还存在薄弱环节。四是法治宣传教育的效果有待提升，宣传方式较为单一，针对性和实效性不足。\n\n原因剖析：\n\n一是对法治教育培训的重视程度不够，培训内容和方式缺乏针对性和吸引力。二是制度执行的监督和考核机制不健全，导致部分制度在实际工作中未能得到有效落实。三是执法监督力量相对薄弱，监督手段和方式不够丰富。四是对法治宣传教育的规划和创新不足，未能充分结合受众的特点和需求。\n\n整改情况：\n\n一是加强法治教育培训。制定系统的培训计划，丰富培训内容，增加案例分析、模拟执法等实践环节。邀请法律专家进行专题讲座，提高工作人员的法治素养。二是强化制度执行监督。建立健全制度执行的监督和考核机制，定期对制度落实情况进行检查和评估。对违反制度的行为进行严肃问责，确保制度的权威性和严肃性。三是完善行政执法监督机制。充实执法监督队伍，提高监督人员的专业素质。运用信息化手段，加强对执法过程的实时监督。四是提升法治宣传教育效果。创新宣传方式，利用新媒体平台开展多样化的宣传活动。深入基层，根据不同群体的需求，开展有针对性的法治宣传教育。\n\n通过以上整改措施，在一定程度上弥补了法治政府建设中的不足，为进一步推进法治政府建设奠定了基础。但仍需持续努力，不断完善和改进工作，确保法治政府建设取得更好的成效。\n\n四、下一年度推进法治政府建设的初步安排\n\n（一）持续加强理论知识学习，提升干部法治素养\n\n一是持续开展好集中学习。利用党委会、干部职工例会、理论学习中心组、“三会一课”等持续深入开展好《中华人民共和国宪法》《中华人民共和国民法典》等法律法规集中学习，确保干部职工法治意识逐步提高。二是强调干部自学，学以致用。采取线上线下相结合的方式，鼓励干部职工深入抓好法律法规知识自学，不断提升自身法律素养和业务能力，做到学用结合。\n\n（二）持续加强法治教育培训，提高依法行政意识\n\n一是要深入抓好领导干部学法用法。不断提高依法执政能力，切实加强法律培训，努力提高全镇干部职工法律素质和依法办事能力。增强领导干部自身的法治教育和学习，牢固树立法律权威至上、法律大于权力、权力服从法律的观念，在发展经济社会事务、协调处理矛盾纠纷时，善于运用法律手段解决问题。二要抓住群众的普法教育不放松。紧紧抓住农村法治宣传教育这个“死角”，利用灵活多样的宣传形式，持续深入开展好“八五”普法、“送法下乡”、法治讲座等活动，大力宣传法律知识、依法行政，让群众知法、学法，增强利用法律武器保护自己合法权益的意识。\n\n（三）持续推进法治政府建设，加强廉政建设工作\n\n进一步完善相关法律法规和制度，紧紧围绕“职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信”法治政府的总体建设目标，通过深化行政审批制度改革，完善政务服务系统，健全政府法律顾问制度，健全依法决策机制；加强规范性文件监管，加强行政执法监督检查，改进行政执法；完善政府内部监督，强化重点领域监督，从而强化对行政权力的制约和监督，全面推进政务公开，推进政府的廉洁廉政建设。\n ','\n',char(10)));
CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999),
    title TEXT,
    document_number TEXT,
    addressee TEXT,
    dated TEXT CHECK (dated IS date(dated, '+0 days')),
    file TEXT,
    sha256 TEXT NOT NULL REFERENCES report_text (sha256),
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (year, unit_id)
) STRICT;
INSERT INTO report VALUES(1,'32d279e4-a26d-4a81-bee2-601b50a13e25',1,2024,'鲁山县张官营镇人民政府关于2024年法治政府建设情况的报告',NULL,NULL,NULL,'founding report','ed6e85f4f110bf2d049d235d3c6fc3ad3ce30c01def9cd1c4098d72fca45db78',1);
CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999),
    report_id INTEGER REFERENCES report (id),
    no INTEGER NOT NULL CHECK (no >= 0),
    text TEXT NOT NULL,
    source TEXT,
    category TEXT,
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (year, unit_id, no)
) STRICT;
INSERT INTO problem VALUES(1,'b0b385a1-5a9b-4075-bce8-bf3ce1f6fe63',1,2024,1,1,'部分工作人员法治意识仍较淡薄，在处理行政事务时，未能充分运用法治思维和法治方式',NULL,NULL,1799,1838,1);
INSERT INTO problem VALUES(2,'86d1e9a9-72d1-46e0-87e1-c8160dbbfef5',1,2024,1,2,'法治政府建设的制度落实还不够到位，存在一些制度执行不严格、不规范的情况',NULL,NULL,1841,1876,1);
INSERT INTO problem VALUES(3,'a14b7142-cf7c-4b70-9212-64cc78d46efd',1,2024,1,3,'行政执法监督机制有待进一步完善，对执法行为的监督还存在薄弱环节',NULL,NULL,1879,1910,1);
INSERT INTO problem VALUES(4,'e3e23654-b745-40f0-a17c-ef2a97b61b9d',1,2024,1,4,'法治宣传教育的效果有待提升，宣传方式较为单一，针对性和实效性不足',NULL,NULL,1913,1945,1);
INSERT INTO problem VALUES(5,'1140e90e-4b9b-4320-a571-737456011365',1,2025,NULL,0,'',NULL,NULL,NULL,NULL,1);
CREATE TABLE cause (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    problem_id INTEGER NOT NULL REFERENCES problem (id),
    no INTEGER NOT NULL CHECK (no > 0),
    text TEXT NOT NULL CHECK (text <> ''),
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (problem_id, no)
) STRICT;
INSERT INTO cause VALUES(1,'74273194-794e-484e-abc4-c19bfda19a6b',1,1,'对法治教育培训的重视程度不够，培训内容和方式缺乏针对性和吸引力',1957,1988,1);
INSERT INTO cause VALUES(2,'3aca6d20-428c-4194-ab70-1af9b5f0990c',2,1,'制度执行的监督和考核机制不健全，导致部分制度在实际工作中未能得到有效落实',1991,2027,1);
INSERT INTO cause VALUES(3,'04e0ff54-bb93-4637-bb97-2e6d3bf9d11d',3,1,'执法监督力量相对薄弱，监督手段和方式不够丰富',2030,2052,1);
INSERT INTO cause VALUES(4,'f68c1e0c-4df0-4e2c-baa1-003ba911e8f7',4,1,'对法治宣传教育的规划和创新不足，未能充分结合受众的特点和需求',2055,2085,1);
INSERT INTO cause VALUES(5,'7defa127-8999-4197-8931-5ee365b41a9e',2,2,'手工补充的原因',NULL,NULL,1);
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    problem_id INTEGER NOT NULL REFERENCES problem (id),
    measure_no INTEGER NOT NULL CHECK (measure_no > 0),
    step_no INTEGER NOT NULL CHECK (step_no >= 0),
    text TEXT NOT NULL CHECK (text <> ''),
    goal TEXT,
    kind TEXT CHECK (kind IN ('immediate', 'phased', 'continuous')),
    due TEXT CHECK (due IS date(due, '+0 days')),
    due_text TEXT,
    first_due TEXT CHECK (first_due IS date(first_due, '+0 days')),
    start TEXT CHECK (start IS date(start, '+0 days')),
    done TEXT CHECK (done IS date(done, '+0 days')),
    lead TEXT,
    lead_department TEXT,
    department TEXT,
    support TEXT,
    owner TEXT,
    percent INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    progress TEXT NOT NULL DEFAULT 'planned'
        CHECK (progress IN ('planned', 'active', 'substantial', 'completed')),
    closure TEXT NOT NULL DEFAULT 'open'
        CHECK (closure IN ('open', 'requested', 'returned', 'closed', 'dropped')),
    result TEXT,
    remark TEXT,
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (problem_id, measure_no, step_no)
) STRICT;
INSERT INTO task VALUES(1,'884a0431-b26d-42aa-b183-34c8232997f3',1,1,0,'加强法治教育培训',NULL,'phased','2024-12-31',NULL,'2024-12-20',NULL,NULL,NULL,NULL,NULL,NULL,'李四',0,'planned','open',NULL,NULL,2097,2105,6);
INSERT INTO task VALUES(2,'635c08d5-c661-40a4-bde9-99d41e6bd352',1,1,1,'制定系统的培训计划，丰富培训内容，增加案例分析、模拟执法等实践环节',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'active','open',NULL,NULL,2106,2139,2);
INSERT INTO task VALUES(3,'4e00f770-20d6-4ba0-8a9a-c9da54606261',1,1,2,'邀请法律专家进行专题讲座，提高工作人员的法治素养',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2140,2164,1);
INSERT INTO task VALUES(4,'7daa0c5f-f245-46d1-8185-a38cdf91c0a4',2,1,0,'强化制度执行监督',NULL,NULL,NULL,NULL,NULL,NULL,'2024-12-01',NULL,NULL,NULL,NULL,NULL,100,'completed','open','发放宣传册300份',NULL,2167,2175,5);
INSERT INTO task VALUES(5,'7d215fda-5511-491a-8262-e0aee9cb46c4',2,1,1,'建立健全制度执行的监督和考核机制，定期对制度落实情况进行检查和评估',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2176,2209,1);
INSERT INTO task VALUES(6,'461a0624-4832-4f89-a6c6-34cf5117850a',2,1,2,'对违反制度的行为进行严肃问责，确保制度的权威性和严肃性',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2210,2237,1);
INSERT INTO task VALUES(7,'457e5eb9-3fe6-4bdc-b662-e5a3d2067ac8',3,1,0,'完善行政执法监督机制',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2240,2250,3);
INSERT INTO task VALUES(8,'9ac918f4-482e-4be1-870f-1c9a02f66771',3,1,1,'充实执法监督队伍，提高监督人员的专业素质',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2251,2271,1);
INSERT INTO task VALUES(9,'7372f70d-a4b2-4ffa-b967-1e6f5e7efe2f',3,1,2,'运用信息化手段，加强对执法过程的实时监督',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2272,2292,1);
INSERT INTO task VALUES(10,'a9be1417-86aa-4f59-b28d-94d8679ce995',4,1,0,'提升法治宣传教育效果',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2295,2305,1);
INSERT INTO task VALUES(11,'11353ece-e334-4bd4-92c0-b593b195177c',4,1,1,'创新宣传方式，利用新媒体平台开展多样化的宣传活动',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2306,2330,1);
INSERT INTO task VALUES(12,'f421f47d-272b-4ade-aab8-506881722973',4,1,2,'深入基层，根据不同群体的需求，开展有针对性的法治宣传教育',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,2331,2359,1);
INSERT INTO task VALUES(13,'392340b0-9a5e-425d-b04a-31e591678b99',5,1,0,'持续开展好集中学习。利用党委会、干部职工例会、理论学习中心组、“三会一课”等持续深入开展好《中华人民共和国宪法》《中华人民共和国民法典》等法律法规集中学习，确保干部职工法治意识逐步提高',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'planned','open',NULL,NULL,NULL,NULL,1);
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    report_id INTEGER NOT NULL REFERENCES report (id),
    no INTEGER NOT NULL CHECK (no > 0),
    text TEXT NOT NULL CHECK (text <> ''),
    task_id INTEGER REFERENCES task (id),
    place_start INTEGER,
    place_end INTEGER,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (report_id, no)
) STRICT;
INSERT INTO "plan" VALUES(1,'1935b823-e482-4c24-8315-6ce7574eb03a',1,1,'持续开展好集中学习。利用党委会、干部职工例会、理论学习中心组、“三会一课”等持续深入开展好《中华人民共和国宪法》《中华人民共和国民法典》等法律法规集中学习，确保干部职工法治意识逐步提高',13,2492,2584,2);
INSERT INTO "plan" VALUES(2,'669855ff-21f0-4a9a-a51d-61349a65a3bb',1,2,'强调干部自学，学以致用。采取线上线下相结合的方式，鼓励干部职工深入抓好法律法规知识自学，不断提升自身法律素养和业务能力，做到学用结合',NULL,2587,2653,1);
INSERT INTO "plan" VALUES(3,'2c86b06e-6f64-443f-b279-441cb6e29608',1,3,'要深入抓好领导干部学法用法。不断提高依法执政能力，切实加强法律培训，努力提高全镇干部职工法律素质和依法办事能力。增强领导干部自身的法治教育和学习，牢固树立法律权威至上、法律大于权力、权力服从法律的观念，在发展经济社会事务、协调处理矛盾纠纷时，善于运用法律手段解决问题',NULL,2682,2815,1);
INSERT INTO "plan" VALUES(4,'8a1024e3-7e87-4877-993b-80e75eecf5cb',1,4,'抓住群众的普法教育不放松。紧紧抓住农村法治宣传教育这个“死角”，利用灵活多样的宣传形式，持续深入开展好“八五”普法、“送法下乡”、法治讲座等活动，大力宣传法律知识、依法行政，让群众知法、学法，增强利用法律武器保护自己合法权益的意识',NULL,2818,2933,1);
INSERT INTO "plan" VALUES(5,'9b64f3c7-1552-4fa3-bfb4-a6068bc96421',1,5,replace('持续推进法治政府建设，加强廉政建设工作\n进一步完善相关法律法规和制度，紧紧围绕“职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信”法治政府的总体建设目标，通过深化行政审批制度改革，完善政务服务系统，健全政府法律顾问制度，健全依法决策机制；加强规范性文件监管，加强行政执法监督检查，改进行政执法；完善政府内部监督，强化重点领域监督，从而强化对行政权力的制约和监督，全面推进政务公开，推进政府的廉洁廉政建设','\n',char(10)),NULL,2939,3146,1);
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO note VALUES(1,'ce0e4870-cada-4306-b76d-63c260febaae',2,'2024-12-01T12:00:00+08:00','王五','12月3日举办专题讲座，42人参加',1);
CREATE TABLE extension (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    old_due TEXT NOT NULL CHECK (old_due IS date(old_due, '+0 days')),
    new_due TEXT CHECK (new_due IS date(new_due, '+0 days')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO extension VALUES(1,'bd5f0c8a-91aa-4dca-af49-dd552c47b442',1,'2024-12-01T12:00:00+08:00','王五','2024-12-20','2024-12-31','等待县局安排',1);
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    department TEXT,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO person VALUES(1,'a8166257-1ad7-468c-b6c4-8da4da49947c','李四',NULL,1);
CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT,
    target INTEGER REFERENCES action (id),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
INSERT INTO "action" VALUES(1,'2024-12-01T12:00:00+08:00','王五','import',NULL,NULL,'28fe47d45f3947a244cc5357a5ea161f7003be8fb2b9e30730ab168f440a21a4');
INSERT INTO "action" VALUES(2,'2024-12-01T12:00:00+08:00','王五','set',NULL,NULL,'51657f83cbcd902296afc14048d23975723df52f010ac55f151c8b0b5f7e2b57');
INSERT INTO "action" VALUES(3,'2024-12-01T12:00:00+08:00','王五','set','等待县局安排',NULL,'42b46aa277cc2e1ddf9b3239f8538ed542355ff526bdef94f432e789cd3f7569');
INSERT INTO "action" VALUES(4,'2024-12-01T12:00:00+08:00','王五','note',NULL,NULL,'3d171a27ab7a2b49778524bca5c13b48c5020507dc3a3083eb2928dbf77c2ce9');
INSERT INTO "action" VALUES(5,'2024-12-01T12:00:00+08:00','王五','set',NULL,NULL,'62aeb7cff4f482e710d6ef96429e46ebc2c38fbdc79d44711cb9ae69afc44a69');
INSERT INTO "action" VALUES(6,'2024-12-01T12:00:00+08:00','王五','plan',NULL,NULL,'27a7f0b645d3d61a3f310d8cb11ca85426c7642c0f8ab9979bc6ae39f2fbc8ab');
INSERT INTO "action" VALUES(7,'2024-12-01T12:00:00+08:00','王五','set',NULL,NULL,'164f34c75ee225f1da9b6671e19936d2b479d1ad377e6ac33991f56403f64212');
INSERT INTO "action" VALUES(8,'2024-12-01T12:00:00+08:00','王五','undo',NULL,7,'7b8217f574b3dbe67028f0f56519d6578d7f77d5fa953ed3a4c2406b9422f6bc');
INSERT INTO "action" VALUES(9,'2024-12-01T12:00:00+08:00','王五','add',NULL,NULL,'a80f7679ec65aeb2e18bb2288b9a349849af1b5034337073427005a37bcf2b0c');
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT
) STRICT;
INSERT INTO change VALUES(1,1,'unit',1,'',NULL,'{"uuid":"e518bfcb-f1da-4524-8ecd-bc481568db51","name":"张官营镇人民政府","short_name":"张官营镇"}');
INSERT INTO change VALUES(2,1,'report',1,'',NULL,'{"uuid":"32d279e4-a26d-4a81-bee2-601b50a13e25","unit_id":1,"year":2024,"title":"鲁山县张官营镇人民政府关于2024年法治政府建设情况的报告","document_number":null,"addressee":null,"dated":null,"file":"founding report","sha256":"ed6e85f4f110bf2d049d235d3c6fc3ad3ce30c01def9cd1c4098d72fca45db78"}');
INSERT INTO change VALUES(3,1,'problem',1,'',NULL,'{"uuid":"b0b385a1-5a9b-4075-bce8-bf3ce1f6fe63","unit_id":1,"year":2024,"report_id":1,"no":1,"text":"部分工作人员法治意识仍较淡薄，在处理行政事务时，未能充分运用法治思维和法治方式","source":null,"category":null,"place_start":1799,"place_end":1838}');
INSERT INTO change VALUES(4,1,'cause',1,'',NULL,'{"uuid":"74273194-794e-484e-abc4-c19bfda19a6b","problem_id":1,"no":1,"text":"对法治教育培训的重视程度不够，培训内容和方式缺乏针对性和吸引力","place_start":1957,"place_end":1988}');
INSERT INTO change VALUES(5,1,'task',1,'',NULL,'{"uuid":"884a0431-b26d-42aa-b183-34c8232997f3","problem_id":1,"measure_no":1,"step_no":0,"text":"加强法治教育培训","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2097,"place_end":2105}');
INSERT INTO change VALUES(6,1,'task',2,'',NULL,'{"uuid":"635c08d5-c661-40a4-bde9-99d41e6bd352","problem_id":1,"measure_no":1,"step_no":1,"text":"制定系统的培训计划，丰富培训内容，增加案例分析、模拟执法等实践环节","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2106,"place_end":2139}');
INSERT INTO change VALUES(7,1,'task',3,'',NULL,'{"uuid":"4e00f770-20d6-4ba0-8a9a-c9da54606261","problem_id":1,"measure_no":1,"step_no":2,"text":"邀请法律专家进行专题讲座，提高工作人员的法治素养","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2140,"place_end":2164}');
INSERT INTO change VALUES(8,1,'problem',2,'',NULL,'{"uuid":"86d1e9a9-72d1-46e0-87e1-c8160dbbfef5","unit_id":1,"year":2024,"report_id":1,"no":2,"text":"法治政府建设的制度落实还不够到位，存在一些制度执行不严格、不规范的情况","source":null,"category":null,"place_start":1841,"place_end":1876}');
INSERT INTO change VALUES(9,1,'cause',2,'',NULL,'{"uuid":"3aca6d20-428c-4194-ab70-1af9b5f0990c","problem_id":2,"no":1,"text":"制度执行的监督和考核机制不健全，导致部分制度在实际工作中未能得到有效落实","place_start":1991,"place_end":2027}');
INSERT INTO change VALUES(10,1,'task',4,'',NULL,'{"uuid":"7daa0c5f-f245-46d1-8185-a38cdf91c0a4","problem_id":2,"measure_no":1,"step_no":0,"text":"强化制度执行监督","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2167,"place_end":2175}');
INSERT INTO change VALUES(11,1,'task',5,'',NULL,'{"uuid":"7d215fda-5511-491a-8262-e0aee9cb46c4","problem_id":2,"measure_no":1,"step_no":1,"text":"建立健全制度执行的监督和考核机制，定期对制度落实情况进行检查和评估","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2176,"place_end":2209}');
INSERT INTO change VALUES(12,1,'task',6,'',NULL,'{"uuid":"461a0624-4832-4f89-a6c6-34cf5117850a","problem_id":2,"measure_no":1,"step_no":2,"text":"对违反制度的行为进行严肃问责，确保制度的权威性和严肃性","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2210,"place_end":2237}');
INSERT INTO change VALUES(13,1,'problem',3,'',NULL,'{"uuid":"a14b7142-cf7c-4b70-9212-64cc78d46efd","unit_id":1,"year":2024,"report_id":1,"no":3,"text":"行政执法监督机制有待进一步完善，对执法行为的监督还存在薄弱环节","source":null,"category":null,"place_start":1879,"place_end":1910}');
INSERT INTO change VALUES(14,1,'cause',3,'',NULL,'{"uuid":"04e0ff54-bb93-4637-bb97-2e6d3bf9d11d","problem_id":3,"no":1,"text":"执法监督力量相对薄弱，监督手段和方式不够丰富","place_start":2030,"place_end":2052}');
INSERT INTO change VALUES(15,1,'task',7,'',NULL,'{"uuid":"457e5eb9-3fe6-4bdc-b662-e5a3d2067ac8","problem_id":3,"measure_no":1,"step_no":0,"text":"完善行政执法监督机制","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2240,"place_end":2250}');
INSERT INTO change VALUES(16,1,'task',8,'',NULL,'{"uuid":"9ac918f4-482e-4be1-870f-1c9a02f66771","problem_id":3,"measure_no":1,"step_no":1,"text":"充实执法监督队伍，提高监督人员的专业素质","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2251,"place_end":2271}');
INSERT INTO change VALUES(17,1,'task',9,'',NULL,'{"uuid":"7372f70d-a4b2-4ffa-b967-1e6f5e7efe2f","problem_id":3,"measure_no":1,"step_no":2,"text":"运用信息化手段，加强对执法过程的实时监督","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2272,"place_end":2292}');
INSERT INTO change VALUES(18,1,'problem',4,'',NULL,'{"uuid":"e3e23654-b745-40f0-a17c-ef2a97b61b9d","unit_id":1,"year":2024,"report_id":1,"no":4,"text":"法治宣传教育的效果有待提升，宣传方式较为单一，针对性和实效性不足","source":null,"category":null,"place_start":1913,"place_end":1945}');
INSERT INTO change VALUES(19,1,'cause',4,'',NULL,'{"uuid":"f68c1e0c-4df0-4e2c-baa1-003ba911e8f7","problem_id":4,"no":1,"text":"对法治宣传教育的规划和创新不足，未能充分结合受众的特点和需求","place_start":2055,"place_end":2085}');
INSERT INTO change VALUES(20,1,'task',10,'',NULL,'{"uuid":"a9be1417-86aa-4f59-b28d-94d8679ce995","problem_id":4,"measure_no":1,"step_no":0,"text":"提升法治宣传教育效果","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2295,"place_end":2305}');
INSERT INTO change VALUES(21,1,'task',11,'',NULL,'{"uuid":"11353ece-e334-4bd4-92c0-b593b195177c","problem_id":4,"measure_no":1,"step_no":1,"text":"创新宣传方式，利用新媒体平台开展多样化的宣传活动","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2306,"place_end":2330}');
INSERT INTO change VALUES(22,1,'task',12,'',NULL,'{"uuid":"f421f47d-272b-4ade-aab8-506881722973","problem_id":4,"measure_no":1,"step_no":2,"text":"深入基层，根据不同群体的需求，开展有针对性的法治宣传教育","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":2331,"place_end":2359}');
INSERT INTO change VALUES(23,1,'plan',1,'',NULL,'{"uuid":"1935b823-e482-4c24-8315-6ce7574eb03a","report_id":1,"no":1,"text":"持续开展好集中学习。利用党委会、干部职工例会、理论学习中心组、“三会一课”等持续深入开展好《中华人民共和国宪法》《中华人民共和国民法典》等法律法规集中学习，确保干部职工法治意识逐步提高","task_id":null,"place_start":2492,"place_end":2584}');
INSERT INTO change VALUES(24,1,'plan',2,'',NULL,'{"uuid":"669855ff-21f0-4a9a-a51d-61349a65a3bb","report_id":1,"no":2,"text":"强调干部自学，学以致用。采取线上线下相结合的方式，鼓励干部职工深入抓好法律法规知识自学，不断提升自身法律素养和业务能力，做到学用结合","task_id":null,"place_start":2587,"place_end":2653}');
INSERT INTO change VALUES(25,1,'plan',3,'',NULL,'{"uuid":"2c86b06e-6f64-443f-b279-441cb6e29608","report_id":1,"no":3,"text":"要深入抓好领导干部学法用法。不断提高依法执政能力，切实加强法律培训，努力提高全镇干部职工法律素质和依法办事能力。增强领导干部自身的法治教育和学习，牢固树立法律权威至上、法律大于权力、权力服从法律的观念，在发展经济社会事务、协调处理矛盾纠纷时，善于运用法律手段解决问题","task_id":null,"place_start":2682,"place_end":2815}');
INSERT INTO change VALUES(26,1,'plan',4,'',NULL,'{"uuid":"8a1024e3-7e87-4877-993b-80e75eecf5cb","report_id":1,"no":4,"text":"抓住群众的普法教育不放松。紧紧抓住农村法治宣传教育这个“死角”，利用灵活多样的宣传形式，持续深入开展好“八五”普法、“送法下乡”、法治讲座等活动，大力宣传法律知识、依法行政，让群众知法、学法，增强利用法律武器保护自己合法权益的意识","task_id":null,"place_start":2818,"place_end":2933}');
INSERT INTO change VALUES(27,1,'plan',5,'',NULL,'{"uuid":"9b64f3c7-1552-4fa3-bfb4-a6068bc96421","report_id":1,"no":5,"text":"持续推进法治政府建设，加强廉政建设工作\n进一步完善相关法律法规和制度，紧紧围绕“职能科学、权责法定、执法严明、公开公正、廉洁高效、守法诚信”法治政府的总体建设目标，通过深化行政审批制度改革，完善政务服务系统，健全政府法律顾问制度，健全依法决策机制；加强规范性文件监管，加强行政执法监督检查，改进行政执法；完善政府内部监督，强化重点领域监督，从而强化对行政权力的制约和监督，全面推进政务公开，推进政府的廉洁廉政建设","task_id":null,"place_start":2939,"place_end":3146}');
INSERT INTO change VALUES(28,2,'person',1,'',NULL,'{"uuid":"a8166257-1ad7-468c-b6c4-8da4da49947c","name":"李四","department":null}');
INSERT INTO change VALUES(29,2,'task',1,'first_due',NULL,'2024-12-20');
INSERT INTO change VALUES(30,2,'task',1,'owner',NULL,'李四');
INSERT INTO change VALUES(31,2,'task',1,'due',NULL,'2024-12-20');
INSERT INTO change VALUES(32,2,'task',1,'kind',NULL,'phased');
INSERT INTO change VALUES(33,3,'extension',1,'',NULL,'{"uuid":"bd5f0c8a-91aa-4dca-af49-dd552c47b442","task_id":1,"at":"2024-12-01T12:00:00+08:00","by":"王五","old_due":"2024-12-20","new_due":"2024-12-31","reason":"等待县局安排"}');
INSERT INTO change VALUES(34,3,'task',1,'due','2024-12-20','2024-12-31');
INSERT INTO change VALUES(35,4,'note',1,'',NULL,'{"uuid":"ce0e4870-cada-4306-b76d-63c260febaae","task_id":2,"at":"2024-12-01T12:00:00+08:00","by":"王五","text":"12月3日举办专题讲座，42人参加"}');
INSERT INTO change VALUES(36,4,'task',2,'progress','planned','active');
INSERT INTO change VALUES(37,5,'task',4,'percent','0','100');
INSERT INTO change VALUES(38,5,'task',4,'done',NULL,'2024-12-01');
INSERT INTO change VALUES(39,5,'task',4,'progress','planned','completed');
INSERT INTO change VALUES(40,5,'task',4,'result',NULL,'发放宣传册300份');
INSERT INTO change VALUES(41,6,'problem',5,'',NULL,'{"uuid":"1140e90e-4b9b-4320-a571-737456011365","unit_id":1,"year":2025,"report_id":null,"no":0,"text":"","source":null,"category":null,"place_start":null,"place_end":null}');
INSERT INTO change VALUES(42,6,'task',13,'',NULL,'{"uuid":"392340b0-9a5e-425d-b04a-31e591678b99","problem_id":5,"measure_no":1,"step_no":0,"text":"持续开展好集中学习。利用党委会、干部职工例会、理论学习中心组、“三会一课”等持续深入开展好《中华人民共和国宪法》《中华人民共和国民法典》等法律法规集中学习，确保干部职工法治意识逐步提高","goal":null,"kind":null,"due":null,"due_text":null,"first_due":null,"start":null,"done":null,"lead":null,"lead_department":null,"department":null,"support":null,"owner":null,"percent":0,"progress":"planned","closure":"open","result":null,"remark":null,"place_start":null,"place_end":null}');
INSERT INTO change VALUES(43,6,'plan',1,'task_id',NULL,'13');
INSERT INTO change VALUES(44,7,'person',2,'',NULL,'{"uuid":"04451de3-9eab-415b-834f-94a3635ce065","name":"赵六","department":null}');
INSERT INTO change VALUES(45,7,'task',7,'owner',NULL,'赵六');
INSERT INTO change VALUES(46,8,'task',7,'owner','赵六',NULL);
INSERT INTO change VALUES(47,8,'person',2,'','{"uuid":"04451de3-9eab-415b-834f-94a3635ce065","name":"赵六","department":null}',NULL);
INSERT INTO change VALUES(48,9,'cause',5,'',NULL,'{"uuid":"7defa127-8999-4197-8931-5ee365b41a9e","problem_id":2,"no":2,"text":"手工补充的原因","place_start":null,"place_end":null}');
CREATE INDEX task_owner ON task (owner, due) WHERE owner IS NOT NULL;
CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL;
CREATE INDEX task_pending ON task (due, problem_id, measure_no, step_no, owner, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');
CREATE INDEX task_pending_problem ON task (problem_id, due, progress, closure)
    WHERE due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped');
CREATE INDEX plan_task ON plan (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX note_task ON note (task_id);
CREATE INDEX extension_task ON extension (task_id);
CREATE INDEX action_target ON action (target) WHERE target IS NOT NULL;
CREATE INDEX change_action ON change (action_id);
CREATE INDEX change_row ON change (entity, row);
CREATE INDEX change_removed ON change (entity) WHERE field = '' AND new IS NULL;
CREATE TRIGGER action_keep BEFORE UPDATE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER action_stay BEFORE DELETE ON action BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_keep BEFORE UPDATE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_stay BEFORE DELETE ON change BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER report_text_keep BEFORE UPDATE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER report_text_stay BEFORE DELETE ON report_text BEGIN SELECT RAISE (ABORT, 'a report''s text never changes'); END;
CREATE TRIGGER note_keep BEFORE UPDATE ON note BEGIN SELECT RAISE (ABORT, 'a note never changes'); END;
COMMIT;
