export type { CellKind } from "./cells.ts";
export { CharLSTM, charLstm, type CharLSTMOptions, type CharLSTMResult } from "./char-lstm.ts";
export { forecaster, type ForecasterOptions } from "./forecaster.ts";
export { lenet5, type Lenet5Options } from "./lenet5.ts";
export { ResidualBlock, ResNet, resnet, type ResnetOptions } from "./resnet.ts";
export { type Characters, sampleText, type SampleTextOptions } from "./sample-text.ts";
export { SequenceClassifier, sequenceClassifier, type SequenceClassifierOptions } from "./sequence-classifier.ts";
export { simpleCnn, type SimpleCnnOptions } from "./simple-cnn.ts";
export { UNet, unet, type UnetOptions } from "./unet.ts";
