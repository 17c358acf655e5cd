"""What OpenCV's functions write in place: images that they draw on, masks and markers, and the array for the result.

Also what it draws of its one generator of random numbers, which no process can hand to another.

Sources: the signatures that OpenCV 5 gives as the docstrings of its functions. An argument is written to where it is
among the results and is not optional, or is called `dst`. Drawing numbers: those
whose C++ code calls `theRNG()`.
"""

from __future__ import annotations

from kale_converter.analysis.bindings import Binding
from kale_converter.analysis.objects import NOTHING
from kale_converter.analysis.world import World
from kale_converter.model import Span

_BY_ARGUMENT = (
    ("R", 8, "stereoCalibrateExtended"),
    ("T", 9, "stereoCalibrateExtended"),
    ("a", 0, "patchNaNs"),
    ("bestLabels", 2, "kmeans"),
    ("bgdModel", 3, "grabCut"),
    ("cameraMatrix", 3, "calibrateCamera calibrateCameraExtended"),
    ("cameraMatrix", 4, "calibrateCameraRO calibrateCameraROExtended"),
    ("cameraMatrix1", 3, "stereoCalibrate stereoCalibrateExtended"),
    ("cameraMatrix2", 5, "stereoCalibrate stereoCalibrateExtended"),
    ("corners", 1, "cornerSubPix find4QuadCornerSubpix"),
    ("disparity", 0, "validateDisparity"),
    ("distCoeffs", 4, "calibrateCamera calibrateCameraExtended"),
    ("distCoeffs", 5, "calibrateCameraRO calibrateCameraROExtended"),
    ("distCoeffs1", 4, "stereoCalibrate stereoCalibrateExtended"),
    ("distCoeffs2", 6, "stereoCalibrate stereoCalibrateExtended"),
    ("dst", 0, "randShuffle randn randu"),
    (
        "dst", 1,
        ("Rodrigues accumulate accumulateSquare accumulateWeighted bitwise_not convertPointsFromHomogeneous "
         "convertPointsToHomogeneous convertScaleAbs dct detailEnhance dft edgePreservingFilter equalizeHist "
         "exp fastNlMeansDenoising fastNlMeansDenoisingColored hconcat idct idft insertChannel invert log "
         "merge mixChannels normalize pyrDown pyrUp sqrt stylization thresholdWithMask transpose vconcat"),
    ),
    (
        "dst", 2,
        ("LUT Laplacian absdiff accumulateProduct add applyColorMap bitwise_and bitwise_or bitwise_xor blur "
         "broadcast colorChange copyTo cornerMinEigenVal createHanningWindow cvtColor demosaicing dilate "
         "divide erode extractChannel filter2Dp flip flipND illuminationChange max medianBlur min "
         "mulTransposed multiply perspectiveTransform pow preCornerDetect reduceArgMax reduceArgMin resize "
         "rotate solve sort sortIdx stackBlur subtract textureFlattening transform transposeND"),
    ),
    (
        "dst", 3,
        ("GaussianBlur boxFilter compare cornerEigenValsAndVecs cvtColorTwoPlane distanceTransform "
         "distanceTransformWithLabels fastNlMeansDenoisingColoredMulti fastNlMeansDenoisingMulti filter2D "
         "inRange morphologyEx pyrMeanShiftFiltering reduce repeat scaleAdd sqrBoxFilter undistort "
         "undistortImagePoints undistortPoints warpAffine warpPerspective"),
    ),
    ("dst", 4, "SVBackSubst Scharr Sobel bilateralFilter blendLinear cornerHarris inpaint remap sepFilter2D threshold"),
    ("dst", 5, "addWeighted calcBackProject gemm warpPolar"),
    ("dst", 6, "adaptiveThreshold copyMakeBorder"),
    ("fgdModel", 4, "grabCut"),
    ("flow", 2, "calcOpticalFlowFarneback"),
    ("image", 0, "drawChessboardCorners drawContours drawFrameAxes floodFill"),
    (
        "img", 0,
        ("arrowedLine circle drawMarker ellipse fillConvexPoly fillPoly filterSpeckles line polylines putText "
         "rectangle"),
    ),
    ("m", 0, "completeSymm"),
    ("markers", 1, "watershed"),
    ("mask", 1, "floodFill grabCut"),
    ("mean", 1, "PCACompute PCACompute2 calcCovarMatrix"),
    ("mtx", 0, "setIdentity"),
    ("nextPts", 3, "calcOpticalFlowPyrLK"),
    ("outImage", 2, "drawKeypoints"),
    ("outImg", 5, "drawMatches drawMatchesKnn"),
    ("rvec", 4, "solvePnPRefineLM solvePnPRefineVVS"),
    ("tvec", 5, "solvePnPRefineLM solvePnPRefineVVS"),
    ("warpMatrix", 2, "findTransformECC findTransformECCMultiScale"),
    ("warpMatrix", 4, "findTransformECCWithMask"),
    ("window", 1, "CamShift meanShift"),
)  # fmt: skip
"""The name of an argument, its place, and the functions that write to it."""

WRITTEN: dict[str, tuple[tuple[int, str], ...]] = {
    f"cv2.{name}": tuple((place, word) for word, place, names in _BY_ARGUMENT if name in names.split())
    for name in {name for _, _, names in _BY_ARGUMENT for name in names.split()}
}
"""The places and the names of the arguments that a function writes to, by its dotted name."""

_NUMBERS = "opencv:numbers"
"""Bound where a cell has used the random generator."""
_SEEDING = "cv2.setRNGSeed"
_DRAWING = frozenset(f"cv2.{name}" for name in ("grabCut", "kmeans", "randShuffle", "randn", "randu"))


def call_opencv(world: World, path: str, span: Span) -> None:
    """A function may draw random numbers, which depends on what was drawn before in this process."""
    if path not in _DRAWING and path != _SEEDING:
        return
    before = world.env.get(_NUMBERS)
    for cell in before.writers if before is not None and path != _SEEDING else ():
        if cell != world.effects.cell:
            world.of_the_process("how far OpenCV has got in its random numbers", span, cell)
    world.env.set(_NUMBERS, Binding(NOTHING, {world.effects.cell: span}))
