"""What made-up works are made of. No paper, place or person is meant."""


def _each(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


GIVEN = _each(
    "Aino;Bram;Chiara;Dafydd;Ebele;Farid;Gwen;Hanae;Idris;Jun;Katya;Leif;Mirela;Nuno;Oksana;Pia;"
    "Quirin;Rafaela;Soren;Tove;Ulla;Viktor;Wanjiru;Xenia;Yusuf;Zofia"
)
FAMILY = _each(
    "Abbasi;Bergqvist;Castellan;Dvorak;Eklund;Ferreira;Greaves;Hollander;Ilves;Jansky;Kowalczyk;"
    "Lindqvist;Moravec;Nakagawa;Oyelaran;Pettersen;Quintana;Rosenthal;Santangelo;Thorvald;Umarov;"
    "Vasquez;Weatherby;Xiang;Yamane;Zeller"
)
QUALITIES = _each(
    "Adaptive;Bounded;Calibrated;Causal;Certified;Compositional;Decoupled;Delayed;Equivariant;"
    "Faithful;Gradual;Hierarchical;Implicit;Invariant;Latent;Local;Modular;Monotone;Noisy;Online;"
    "Parallel;Private;Provable;Quantised;Recurrent;Reliable;Robust;Sparse;Stable;Structured;"
    "Transparent;Tractable;Uncertain;Unbiased;Verified;Weighted"
)
METHODS = _each(
    "Attention;Attribution;Belief Updates;Clustering;Contrastive Training;Credit Assignment;"
    "Curricula;Distillation;Embeddings;Ensembles;Estimators;Feature Maps;Flow Matching;Forecasts;"
    "Gradient Descent;Graph Kernels;Imitation;Inference;Memory;Message Passing;Mixtures;"
    "Optimisation;Planning;Policies;Preference Models;Probes;Projections;Pruning;Regularisers;"
    "Representations;Reward Models;Sampling;Search;Shrinkage;Tokenisers;Verification"
)
SUBJECTS = _each(
    "Archive Records;Autonomous Ferries;Bird Migration;Chemical Plants;Classroom Dialogue;"
    "Code Review;Coral Surveys;Crop Rotation;Election Polls;Emergency Calls;Forest Fires;"
    "Glacier Radar;Handwritten Ledgers;Hospital Rotas;Language Models;Library Loans;"
    "Machine Translation;Market Makers;Medical Triage;Night Trains;Ocean Gliders;Power Grids;"
    "Protein Design;Public Transport;River Gauges;Robot Grasping;Satellite Swarms;Sea Ice;"
    "Sign Language;Software Agents;Soil Sensors;Speech Archives;Star Catalogues;Tidal Turbines;"
    "Urban Noise;Wind Farms"
)
PATTERNS = (
    "{quality} {method} for {subject}",
    "{quality} {method}: What {subject} Teach Us",
    "When Do {quality} {method} Fail? Evidence from {subject}",
    "Towards {quality} {method} in {subject}",
    r"\textsc{{{quality}}} {method} and the Case of {subject}",
)
SENTENCES = (
    r"We ask how {method} behave once {subject} change slowly, and give a first bound on the cost.",
    r"Earlier accounts of {subject} take the noise to be Gaussian; we show that it is not needed.",
    r"On a collection of {number},000 measured cases the error falls by {number}.4\% on average.",
    r"What holds for {subject} need \emph{{not}} hold elsewhere, and we name three such places.",
    r"A plain baseline, tuned with the same care, closes about half of the distance.",
    r"We then follow \textbf{{{number} teams}} for a year and record where they trust the method.",
    r"Two of the three effects vanish under the stricter test, and we say which of them remain.",
    r"The code, the data and every failed run are kept with the paper so that others can check it.",
    r"What seemed to be a limit of {method} turns out to be a limit of how they are measured.",
    r"We close with questions that neither theory nor experiment has settled yet.",
)
FORMULAS = (
    r"The bound is of order $O(\sqrt{{n \log n}})$ and holds for \emph{{every}} start.",
    r"Our estimator $\hat\theta_k = \arg\min_\theta L_k(\theta)$ is computed in one pass.",
    r"For {subject} this means that a model with $\lambda = 0.{number}$ is as good as a tuned one.",
)
TOPICS = (
    "Machine learning",
    "Robustness",
    "Interpretability",
    "Forecasting",
    "Language models",
    "Decision making",
    "Open data",
    "Field studies",
    "Statistics",
)
VENUES = (
    ("arXiv", "repository", "article"),
    ("Conference on Slow Computation", "conference", "paper-conference"),
    ("Meeting on Careful Measurement", "conference", "paper-conference"),
    ("Workshop on Honest Baselines", "workshop", "paper-conference"),
    ("Journal of Patient Experiments", "journal", "article-journal"),
)
BIOGRAPHY = (
    "Marit Solheim studies how learning systems behave once the world they were trained on has "
    "moved on. She holds a chair at a small university by the sea, where her group builds "
    "instruments that tell an honest measurement from a lucky one, and where every student repeats "
    "somebody else's experiment before starting one of her own.",
    "Before that she spent six years with a public weather service and wrote the software that "
    "decides which of its gauges to believe. Much of what the group does today goes back to "
    "questions from that time: what a forecast is worth to the person who acts on it, how a model "
    "can say that it does not know, and who pays when it is wrong.",
    "She teaches statistics to people who were told that they cannot do it, and edits a journal of "
    "results that did not come out as planned.",
)
