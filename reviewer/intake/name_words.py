"""Words that stand on resumes and in file names but in no name. Data, kept apart from the rules in `names`."""

_PARTICLES = """
de da do dos das del della di du des la le el al ul bin bint ibn ben van von der den ter ten zu af av e y i und te st
"""
_TITLES = "dr mr mrs ms prof professor phd msc bsc ba ma mba eng ing dipl jr sr mag md herr frau mme"
_ON_RESUMES = """
about academic achievements additional address and apply applicant application architect at associate award awards
bachelor backend berufserfahrung bewerbung bildung birth blog business candidate career certificate certifications city
college company competences computer confidential consultant contact content cover curriculum curriculo cv data date
degree dear designer details developer development devops director distributed doctor driven education email employment
engineer engineering expected experience experiencia expertise formation freelance frontend full fullstack für github
graduate hello highlights hiring history hobbies home html industry info information institute interests internship
introduction inc java job junior key kenntnisse kontakt languages lead lebenslauf letter level linkedin linux ltd mail
manager master mathematics mobile motivation name nationality network networks objective of office open page personal
persönliche phone physics portfolio position present products professional profil profile programmer programming project
projects python qualifications references remote research resume résumé rust scala school science scientist section
selected senior skills software solutions source specialist stack staff street student studies summary sysadmin systems
team technical technician technologies technology tel telefon telephone the title to university ubuntu vita vitae
volunteer web website with work working world your zur zum
daten ausbildung sprachen studium stellen straße erfahrung experiencias datos personales educación educacao objetivo
perfil informations coordonnées expériences compétences habilidades idiomas
ocaml ocamler c haskell reasonml react typescript javascript docker
germany berlin london paris france spain usa india hybrid
резюме опыт образование навыки контакты телефон адрес разработчик инженер программист о себе работы
履歴書 職務経歴書 氏名 简历 个人简历 简介 姓名 教育 工作 이력서 السيرة الذاتية
"""
_IN_FILES = """
resume resumes cv cvs curriculum vitae lebenslauf cover letter anschreiben motivation motivationsschreiben application
applicant candidate bewerbung final copy version draft new updated latest signed scan scanned img image document doc
docx pdf rtf txt v eng english en de the of for and my backend reasonml developer engineer senior junior software ocaml
untitled file folder batch novo nuevo nuovo neu nouveau резюме
"""

PARTICLES = frozenset(_PARTICLES.split())
"""Parts of names that may stand in small letters."""
TITLES = frozenset(_TITLES.split())
"""Stand before or behind a name and are left away."""
NOT_NAMES = frozenset(_ON_RESUMES.split())
"""A line of a resume with one of these is no name."""
FILE_WORDS = frozenset(_IN_FILES.split())
"""Words of file and folder names that are no part of a name."""
