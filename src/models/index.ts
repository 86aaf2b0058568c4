export { lenet5, type Lenet5Options } from "./lenet5.ts";
export { ResidualBlock, ResNet, resnet, type ResnetOptions } from "./resnet.ts";
export { simpleCnn, type SimpleCnnOptions } from "./simple-cnn.ts";
export { UNet, unet, type UnetOptions } from "./unet.ts";
