"""What of packages draws random numbers from the global generators, and what does not.

Sources: scikit-learn's glossary (`random_state`), imbalanced-learn's and SciPy's reference of the same parameter; the
manuals of `random` and `numpy.random` ("Legacy random generation").
"""

from __future__ import annotations

UNSEEDED_FITS = frozenset({
    # estimators
    "ARDRegression", "AdditiveChi2Sampler", "AgglomerativeClustering", "BayesianRidge", "BernoulliNB", "Binarizer",
    "Birch", "CCA", "CategoricalNB", "ComplementNB", "CountVectorizer", "DBSCAN", "DictVectorizer", "DummyRegressor",
    "EmpiricalCovariance", "FeatureAgglomeration", "FeatureHasher", "FunctionTransformer", "GammaRegressor",
    "GaussianNB", "HDBSCAN", "HashingVectorizer", "HuberRegressor", "IncrementalPCA", "IsotonicRegression",
    "KNNImputer", "KNeighborsClassifier", "KNeighborsRegressor", "KNeighborsTransformer", "KernelCenterer",
    "KernelDensity", "KernelRidge", "LabelBinarizer", "LabelEncoder", "LabelPropagation", "LabelSpreading", "Lars",
    "LarsCV", "LassoLars", "LassoLarsCV", "LassoLarsIC", "LedoitWolf", "LinearDiscriminantAnalysis",
    "LinearRegression", "LocalOutlierFactor", "LogisticRegression", "LogisticRegressionCV", "MaxAbsScaler",
    "MeanShift", "MinMaxScaler", "MissingIndicator", "MultiLabelBinarizer", "MultinomialNB", "NearestCentroid",
    "NearestNeighbors", "Normalizer", "OAS", "OPTICS", "OneHotEncoder", "OrdinalEncoder", "OrthogonalMatchingPursuit",
    "OrthogonalMatchingPursuitCV", "PLSCanonical", "PLSRegression", "PLSSVD", "Perceptron", "PoissonRegressor",
    "PolynomialFeatures", "PowerTransformer", "QuadraticDiscriminantAnalysis", "QuantileRegressor",
    "RadiusNeighborsClassifier", "RadiusNeighborsRegressor", "Ridge", "RidgeCV", "RidgeClassifier",
    "RidgeClassifierCV", "RobustScaler", "ShrunkCovariance", "SimpleImputer", "SplineTransformer", "StandardScaler",
    "TfidfTransformer", "TfidfVectorizer", "TweedieRegressor", "VarianceThreshold",
    # those that draw only where what they hold does
    "CalibratedClassifierCV", "ColumnTransformer", "FeatureUnion", "FixedThresholdClassifier", "FrozenEstimator",
    "GridSearchCV", "MultiOutputClassifier", "MultiOutputRegressor", "OneVsOneClassifier", "OneVsRestClassifier",
    "Pipeline", "RFE", "RFECV", "SelectFromModel", "SelfTrainingClassifier", "SequentialFeatureSelector",
    "StackingClassifier", "StackingRegressor", "TransformedTargetRegressor", "VotingClassifier", "VotingRegressor",
    "make_pipeline", "make_union", "make_column_transformer",
    # splitters
    "GroupKFold", "KFold", "LeaveOneGroupOut", "LeaveOneOut", "LeavePOut", "PredefinedSplit", "StratifiedGroupKFold",
    "StratifiedKFold", "TimeSeriesSplit",
    # samplers of imbalanced-learn
    "AllKNN", "EditedNearestNeighbours", "FunctionSampler", "NearMiss", "NeighbourhoodCleaningRule",
    "RepeatedEditedNearestNeighbours", "TomekLinks",
})  # fmt: skip
"""What of these packages draws no random numbers with its default settings, whatever the data; found by trying."""

DRAWING_LIBRARIES = frozenset({"imblearn", "sklearn"})
"""Packages whose estimators draw from NumPy's global generator. (LightGBM and XGBoost have seeds of their own.)"""

DRAWING_ESTIMATOR = "drawing estimator"
"""The type name of estimators and splitters whose settings make them draw."""

DRAWING_SETTINGS = frozenset({"n_restarts_optimizer", "selection", "shuffle", "solver", "svd_solver"})
QUIET_SETTINGS = frozenset({
    False, "auto", "cholesky", "covariance_eigh", "cyclic", "eigen", "full", "lbfgs", "lsqr", "newton-cg",
    "newton-cholesky", "sparse_cg", "svd",
})  # fmt: skip
"""Settings of estimators that may make them draw random numbers, and the values of them that do not."""

NOT_DRAWING = frozenset({
    "Random", "SystemRandom", "getstate", "get_state", "default_rng", "Generator", "RandomState", "SeedSequence",
    "PCG64", "MT19937", "Philox", "BitGenerator",
})  # fmt: skip
"""What the modules `random` and `numpy.random` have that leaves their generator alone."""

DRAWING_PACKAGES = frozenset({"libpysal", "rich", "sklearn"})
"""Packages that draw from `random` when parts of them are first imported: scikit-learn does, as it imports rich."""

DRAWING_FUNCTIONS = frozenset({
    *(f"sklearn.datasets.make_{name}" for name in (
        "biclusters", "blobs", "checkerboard", "circles", "classification", "friedman1", "friedman2", "friedman3",
        "gaussian_quantiles", "hastie_10_2", "low_rank_matrix", "moons", "multilabel_classification", "regression",
        "s_curve", "sparse_coded_signal", "sparse_spd_matrix", "sparse_uncorrelated", "spd_matrix", "swiss_roll")),
    "sklearn.cluster.affinity_propagation", "sklearn.cluster.k_means", "sklearn.cluster.kmeans_plusplus",
    "sklearn.cluster.spectral_clustering", "sklearn.covariance.fast_mcd", "sklearn.decomposition.dict_learning",
    "sklearn.decomposition.dict_learning_online", "sklearn.decomposition.fastica",
    "sklearn.decomposition.non_negative_factorization", "sklearn.decomposition.randomized_svd",
    "sklearn.feature_extraction.image.extract_patches_2d", "sklearn.feature_selection.mutual_info_classif",
    "sklearn.feature_selection.mutual_info_regression", "sklearn.inspection.permutation_importance",
    "sklearn.linear_model.enet_path", "sklearn.linear_model.lasso_path", "sklearn.manifold.locally_linear_embedding",
    "sklearn.manifold.smacof", "sklearn.manifold.spectral_embedding", "sklearn.metrics.silhouette_score",
    "sklearn.model_selection.ParameterSampler", "sklearn.model_selection.train_test_split",
    "sklearn.preprocessing.quantile_transform", "sklearn.utils.extmath.randomized_range_finder",
    "sklearn.utils.extmath.randomized_svd", "sklearn.utils.random.sample_without_replacement",
    "sklearn.utils.resample", "sklearn.utils.shuffle",
    "scipy.interpolate.BarycentricInterpolator", "scipy.interpolate.barycentric_interpolate",
    "scipy.cluster.vq.kmeans", "scipy.cluster.vq.kmeans2", "scipy.linalg.clarkson_woodruff_transform",
    "scipy.optimize.basinhopping", "scipy.optimize.differential_evolution", "scipy.optimize.dual_annealing",
    "scipy.optimize.quadratic_assignment", "scipy.sparse.linalg.svds", "scipy.sparse.rand", "scipy.sparse.random",
    "scipy.sparse.random_array", "scipy.spatial.transform.Rotation.random", "scipy.stats.bootstrap",
    "scipy.stats.monte_carlo_test", "scipy.stats.permutation_test", "scipy.stats.power",
    "seaborn.catplot", "seaborn.dogplot", "seaborn.stripplot",
})  # fmt: skip
"""Functions that draw from NumPy's global generator unless they are given a `random_state`, and `rvs` of scipy.stats.

scikit-learn: those with a parameter `random_state` whose default is None, and those that fit by coordinate descent.
"""

VALIDATING_FUNCTIONS = frozenset(f"sklearn.model_selection.{name}" for name in (
    "cross_val_predict", "cross_val_score", "cross_validate", "learning_curve", "permutation_test_score",
    "validation_curve"))  # fmt: skip
"""Functions that draw where an estimator or a splitter that they are given does."""
